// The Orleans engine is not built yet: say so rather than pretend to be a cluster.
Console.Error.WriteLine("Arthas.Silo: built WITHOUT the Orleans engine: run Arthas.Hub instead.");
return 1;
