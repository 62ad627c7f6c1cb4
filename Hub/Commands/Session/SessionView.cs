using System.Text;
using System.Text.Json;
using Arthas.Contracts.Views;

namespace Arthas.Hub.Commands.Session;

internal sealed class SessionView : IResultView
{
    public string Type => "session";

    public void Write(JsonElement result, StringBuilder text)
    {
        var table = new TextTable("Name", "Value");
        foreach (var (label, key) in Rows)
        {
            if (result.TryGetProperty(key, out var value))
            {
                table.Row(label, value.Shown());
            }
        }

        table.Write(text);
    }

    private static readonly (string Label, string Key)[] Rows =
        [("JAVA_PID", "javaPid"), ("SESSION_ID", "sessionId"), ("AGENT_ID", "agentId"), ("USER_ID", "userId"), ("TUNNEL_CONNECTED", "tunnelConnected")];
}
