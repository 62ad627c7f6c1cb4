using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Arthas.Silo.Hosting;

/// <summary>Options of one section of the configuration, checked when the program starts; a mistake is told with its key. Not of the application's whole configuration: it may give the hub a part of its own.</summary>
internal static class SectionOptions
{
    /// <summary>May be called again by whoever needs the same options.</summary>
    public static OptionsBuilder<T> AddSection<T>(this IServiceCollection services, IConfiguration configuration, string section)
        where T : class
    {
        var builder = services.AddOptions<T>();
        if (services.Any(service => service.ImplementationInstance is Annotations<T>))
        {
            return builder;
        }

        services.AddSingleton<IValidateOptions<T>>(new Annotations<T>(section));
        return builder.Configure(_ => CheckTexts<T>(configuration.GetSection(section))).Bind(configuration.GetSection(section)).ValidateOnStart();
    }

    /// <summary>For what is to be known before the options are validated. The defaults where a text cannot be read: validation says so, and the program ends.</summary>
    public static T ReadSection<T>(this IConfiguration configuration, string section)
        where T : class, new() =>
        Unreadable<T>(configuration.GetSection(section)).Any() ? new T() : configuration.GetSection(section).Get<T>() ?? new T();

    private static void CheckTexts<T>(IConfigurationSection section)
    {
        string[] wrong = [.. Unreadable<T>(section)];
        if (wrong.Length > 0)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(T), wrong);
        }
    }

    /// <summary>Texts that are no number, no time, none of the words: to name all of them, and what is meant.</summary>
    private static IEnumerable<string> Unreadable<T>(IConfigurationSection section) =>
        from property in typeof(T).GetProperties()
        let type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType
        let text = section[property.Name]
        where type.IsValueType && !string.IsNullOrEmpty(text) && !CanRead(type, text)
        select $"{section.Path}:{property.Name}: '{text}' is {Meant(type)}";

    /// <summary>As the binder does, but for a number in a word's place.</summary>
    private static bool CanRead(Type type, string text) => type.IsEnum
        ? Enum.TryParse(type, text, ignoreCase: true, out var word) && Enum.IsDefined(type, word)
        : TypeDescriptor.GetConverter(type).IsValid(text);

    private static string Meant(Type type) =>
        type.IsEnum ? $"none of {string.Join(", ", Enum.GetNames(type)).ToLowerInvariant()}"
        : type == typeof(bool) ? "neither true nor false"
        : type == typeof(TimeSpan) ? "no time (hours:minutes:seconds)"
        : "no number, or too large a one";

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
