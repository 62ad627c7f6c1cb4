using Arthas.Silo.Hosting;
using Arthas.Silo.Journals;
using Microsoft.Extensions.Options;

namespace Arthas.Silo;

/// <summary>What would be right for a hub, and is not for a silo that runs by itself.</summary>
internal sealed class SiloProgramValidator(IOptions<RedisOptions> redis) : IValidateOptions<SiloOptions>
{
    public ValidateOptionsResult Validate(string? name, SiloOptions options) =>
        options.Role == SiloRole.Hub
            ? ValidateOptionsResult.Fail("Silo:Role: this program is a silo; a node of the role hub is an Arthas.Hub with --Silo:Role hub")
            : string.IsNullOrWhiteSpace(redis.Value.Redis)
                ? ValidateOptionsResult.Fail("Cluster:Redis: is needed: hub nodes find this silo by it. Start it with --Cluster:Redis host:port, and Arthas.Hub with the same and --Silo:Role hub")
                : ValidateOptionsResult.Success;
}
