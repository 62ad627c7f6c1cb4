using System.Net.Sockets;
using System.Runtime.Loader;

/// <summary>Serves one connection after another on a socket beside this file, named by the process id.</summary>
internal static class StartupHook
{
    private static readonly string Folder = Path.GetDirectoryName(typeof(StartupHook).Assembly.Location)!;

    public static void Initialize()
    {
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            name.Name == "Arthas.Probe" ? context.LoadFromAssemblyPath(Path.Combine(Folder, "Arthas.Probe.dll")) : null;
        var path = Path.Combine(Folder, $"{Environment.ProcessId}.weaving");
        File.Delete(path);
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        new Thread(() => Serve(listener)) { IsBackground = true, Name = "weaving hook" }.Start();
    }

    private static void Serve(Socket listener)
    {
        while (true)
        {
            using var stream = new NetworkStream(listener.Accept(), ownsSocket: true);
            using var reader = new StreamReader(stream);
            using var writer = new StreamWriter(stream) { AutoFlush = true };
            var orders = new WeavingHook.Orders();
            while (reader.ReadLine() is { } order)
            {
                foreach (var line in orders.Run(order))
                {
                    writer.WriteLine(line);
                }

                writer.WriteLine(".");
            }
        }
    }
}
