using System.Net;
using Arthas.Silo.Journals;
using Microsoft.Extensions.Options;

namespace Arthas.Silo.Hosting;

/// <summary>Names every mistake at once, each with its key.</summary>
internal sealed class SiloOptionsValidator(IOptions<RedisOptions> redis) : IValidateOptions<SiloOptions>
{
    public ValidateOptionsResult Validate(string? name, SiloOptions options)
    {
        var isCluster = !string.IsNullOrWhiteSpace(redis.Value.Redis);
        List<string?> wrong =
        [
            options.Address is not null && options.IPAddress is null ? $"Silo:Address: '{options.Address}' is no IP address" : null,
            options.Role == SiloRole.Hub && !isCluster ? "Silo:Role: a node of the role hub needs silos to be a client of: name their --Cluster:Redis" : null,
            options.Port != 0 && options.Port == options.Gateway ? "Silo:Gateway: must differ from Silo:Port" : null,
            .. isCluster && RedisAddress.ProblemOf(redis.Value.Redis!) is { } problem ? [problem] : Array.Empty<string?>(),
            SiloTls.ProblemOf(options.Tls),
        ];
        string[] failures = [.. wrong.OfType<string>()];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
