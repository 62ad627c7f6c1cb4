using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Arthas.Hub.Security;

/// <summary>
/// The cookie <c>asession</c>, so that credentials are asked for once. It is signed with a key made from the password
/// and nothing is stored, so every node with the same password takes it, and a new password ends it.
/// </summary>
internal sealed class LoginCookie(Credentials credentials, TimeProvider time)
{
    public const string Name = "asession";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    // Slow on purpose: who holds a cookie must not find the password by trying.
    private readonly Lazy<Task<byte[]?>> _key = new(() => KeyAsync(credentials.Login));
    private readonly Lazy<Task<byte[]?>> _observersKey = new(() => KeyAsync(Task.FromResult(credentials.Observer)));

    /// <summary>The login that the request's cookie is from; null when it has no valid one.</summary>
    public async ValueTask<Login?> LoginAsync(HttpContext http)
    {
        if (http.Request.Cookies[Name] is not { Length: > 0 and < 200 } text)
        {
            return null;
        }

        var cookie = new byte[Size];
        if (Base64Url.DecodeFromChars(text, cookie, out _, out var length) != OperationStatus.Done || length != Size
            || BinaryPrimitives.ReadInt64BigEndian(cookie) <= time.GetUtcNow().ToUnixTimeSeconds())
        {
            return null;
        }

        return IsSigned(cookie, await _key.Value) ? await credentials.Login
            : IsSigned(cookie, await _observersKey.Value) ? credentials.Observer
            : null;
    }

    public async ValueTask SetAsync(HttpContext http, Login login)
    {
        if (await (login == credentials.Observer ? _observersKey : _key).Value is not { } key)
        {
            return;
        }

        var cookie = new byte[Size];
        BinaryPrimitives.WriteInt64BigEndian(cookie, (time.GetUtcNow() + Lifetime).ToUnixTimeSeconds());
        RandomNumberGenerator.Fill(cookie.AsSpan(8, Signed - 8));
        HMACSHA256.HashData(key, cookie.AsSpan(0, Signed), cookie.AsSpan(Signed));
        http.Response.Cookies.Append(Name, Base64Url.EncodeToString(cookie), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = http.Request.IsHttps,
            // An application around the hub has paths of its own, and should not be sent it.
            Path = $"{http.Request.PathBase}{http.GetEndpoint()?.Metadata.GetMetadata<HubPrefix>()?.Path}" is { Length: > 0 } path ? path : "/",
        });
    }

    /// <summary>Expiry and 16 random bytes.</summary>
    private const int Signed = 24;
    private const int Size = Signed + 32;

    private static bool IsSigned(byte[] cookie, byte[]? key) => key is not null
        && CryptographicOperations.FixedTimeEquals(cookie.AsSpan(Signed), HMACSHA256.HashData(key, cookie.AsSpan(0, Signed)));

    private static async Task<byte[]?> KeyAsync(Task<Login?> from) => await from is { } login
        ? Rfc2898DeriveBytes.Pbkdf2(
            login.Password,
            Encoding.UTF8.GetBytes($"arthas cookie\0{login.Username}"),
            iterations: 100_000,
            HashAlgorithmName.SHA256,
            outputLength: 32)
        : null;
}
