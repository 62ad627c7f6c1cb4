using System.Text.Json.Serialization;

namespace Arthas.Agent.Threads;

[JsonSerializable(typeof(ThreadRequest))]
[JsonSerializable(typeof(ThreadReply))]
internal sealed partial class ThreadsJson : JsonSerializerContext;
