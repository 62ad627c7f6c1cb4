namespace Arthas.Benchmarks;

/// <summary>Two things measured in turns in one run, so that whatever else the machine does hits both.</summary>
internal interface IPair
{
    /// <summary>As it is asked for on the command line.</summary>
    string Name { get; }

    Task<IReadOnlyList<Row>> MeasureAsync(Effort effort);
}
