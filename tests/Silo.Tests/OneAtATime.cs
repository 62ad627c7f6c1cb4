// Clusters of processes, and counts of what they do: each test has the machine to itself.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
