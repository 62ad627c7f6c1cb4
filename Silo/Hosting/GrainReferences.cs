namespace Arthas.Silo.Hosting;

/// <summary>
/// References to grains by their key. <see cref="IGrainFactory"/> reads the attributes of the interface by reflection for
/// each of them, which took longer than the call to a grain in the same process.
/// </summary>
internal static class GrainReferences
{
    public static T Get<T>(this IGrainFactory grains, string key)
        where T : class, IGrainWithStringKey
    {
        var kind = Kind<T>.Known ?? Look<T>(grains.GetGrain<T>(key));
        return (T)grains.GetGrain(GrainId.Create(kind.Grain, IdSpan.Create(key)), kind.Interface);
    }

    private static GrainKind Look<T>(IAddressable sample)
    {
        var reference = (GrainReference)sample;
        // The same in every silo and client of this process: both are in the interface's and the class's names.
        return Kind<T>.Known = new GrainKind(reference.GrainId.Type, reference.InterfaceType);
    }

    private sealed record GrainKind(GrainType Grain, GrainInterfaceType Interface);

    private static class Kind<T>
    {
        public static volatile GrainKind? Known;
    }
}
