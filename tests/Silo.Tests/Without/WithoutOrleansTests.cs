using System.Reflection;

namespace Arthas.Silo.Tests;

/// <summary>All there is here when the package source has no Orleans: one test that says why it did not run.</summary>
public sealed class WithoutOrleansTests
{
    [Fact]
    public void Orleans_engine_is_tested_where_it_was_built() =>
        Assert.Skip(typeof(WithoutOrleansTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(metadata => metadata.Key == "WithoutOrleans").Value!);
}
