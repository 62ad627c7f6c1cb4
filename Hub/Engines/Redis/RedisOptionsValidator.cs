using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Arthas.Hub.Engines.Redis;

internal sealed class RedisOptionsValidator : IValidateOptions<RedisOptions>
{
    private const string Key = $"{RedisOptions.Section}:{nameof(RedisOptions.Redis)}";

    public ValidateOptionsResult Validate(string? name, RedisOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Redis))
        {
            return ValidateOptionsResult.Fail($"{Key} is required with the redis engine: host:port[,password=…]");
        }

        try
        {
            return ConfigurationOptions.Parse(options.Redis).EndPoints.Count == 1
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail($"{Key} must name one server: host:port[,password=…]");
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            // Not the parser's own text: it may repeat the password.
            return ValidateOptionsResult.Fail($"{Key} cannot be read: host:port[,password=…][,ssl=true][,defaultDatabase=n] is meant");
        }
    }
}
