using System.Reflection;

// Compiled in place of everything else when the package source has no Orleans: say so rather than pretend to be a cluster.
var reason = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>()
    .FirstOrDefault(metadata => metadata.Key == "WithoutOrleans")?.Value;
Console.Error.WriteLine($"Arthas.Silo: built WITHOUT the Orleans engine: {reason}. Run Arthas.Hub instead; its engines are local and redis.");
return 1;
