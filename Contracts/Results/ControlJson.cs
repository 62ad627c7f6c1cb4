using System.Text.Json.Serialization;

namespace Arthas.Contracts.Results;

[JsonSerializable(typeof(StatusResult))]
[JsonSerializable(typeof(MessageResult))]
[JsonSerializable(typeof(TextResult))]
[JsonSerializable(typeof(CommandResult))]
[JsonSerializable(typeof(WelcomeResult))]
internal sealed partial class ControlJson : JsonSerializerContext;
