using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Arthas.Hub;

/// <summary>Options of one section of the configuration, checked when the program starts; a mistake is told with its key.</summary>
internal static class SectionOptions
{
    /// <summary>May be called again by whoever needs the same options.</summary>
    public static OptionsBuilder<T> AddSection<T>(this IServiceCollection services, string section)
        where T : class
    {
        var builder = services.AddOptions<T>();
        if (services.Any(service => service.ImplementationInstance is Annotations<T>))
        {
            return builder;
        }

        services.AddSingleton<IValidateOptions<T>>(new Annotations<T>(section));
        return builder.BindConfiguration(section).ValidateOnStart();
    }

    private sealed class Annotations<T>(string section) : IValidateOptions<T>
        where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options)
        {
            var wrong = new List<ValidationResult>();
            return Validator.TryValidateObject(options, new ValidationContext(options), wrong, validateAllProperties: true)
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(wrong.Select(one => $"{section}:{string.Join(", ", one.MemberNames)}: {one.ErrorMessage}"));
        }
    }
}
