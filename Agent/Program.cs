using Arthas.Agent;
using Arthas.Agent.Daemon;
using Arthas.Agent.Threads;

if (args is [ThreadReaderProcess.Verb])
{
    return ThreadReaderProcess.Run();
}

if (AgentCommandLine.AsksForHelp(args))
{
    Console.WriteLine(AgentCommandLine.Help);
    return 0;
}

// Not the current directory: that may be another application's, with settings of its own.
var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Logging.AddSimpleConsole(console => console.SingleLine = true)
    .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Warning)
    .AddFilter("Microsoft", LogLevel.Warning)
    // What keeps it from starting is printed below, without a stack.
    .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
builder.Services.AddAgentDaemon();
builder.AddExporters();
return await builder.Build().RunToEndAsync();
