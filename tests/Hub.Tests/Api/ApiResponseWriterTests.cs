using System.IO.Pipelines;
using System.Text;
using Arthas.Contracts.Cluster;
using Arthas.Hub.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Arthas.Hub.Tests.Api;

public sealed class ApiResponseWriterTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(200_000)]
    public async Task Write_clientGone_isNotDelivered(int size)
    {
        var (delivered, body) = await WriteAsync(size, gone: true);

        Assert.False(delivered);
        Assert.Empty(body);
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(200_000, false)]
    public async Task Write_onApproval_clientGone_isTakenBackOrNotMoved(int size, bool moved)
    {
        var delivery = new Told { IsOnApproval = true };

        await WriteAsync(size, gone: true, delivery);

        Assert.Equal((moved, false), (delivery.HasMoved, delivery.HasEnded));
        Assert.Equal(moved, delivery.IsTakenBack);
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(10, true)]
    [InlineData(200_000, false)]
    [InlineData(200_000, true)]
    public async Task Write_clientThere_isDelivered(int size, bool onApproval)
    {
        var (delivered, body) = await WriteAsync(size, gone: false, new Told { IsOnApproval = onApproval });

        Assert.True(delivered);
        Assert.Equal($$"""{"body":{"results":["{{new string('x', size)}}"]},"state":"SUCCEEDED"}""", body);
    }

    [Fact]
    public async Task Write_overtakenByAnotherAnswer_isCutOff()
    {
        var abort = new Abort();

        var (_, body) = await WriteAsync(10, gone: false, new Told { MayMove = false }, abort);

        Assert.True(abort.IsAsked);
        Assert.Equal("{\"body\":{\"results\":[\"xxxxxxxxxx\"]},\"state\":\"SUCCEEDED\"", body);
    }

    private static async Task<(bool Delivered, string Body)> WriteAsync(int size, bool gone, Told? delivery = null, Abort? abort = null)
    {
        delivery ??= new Told();
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        if (gone)
        {
            await pipe.Reader.CompleteAsync();
        }

        var http = new DefaultHttpContext();
        http.Features.Set<IHttpResponseBodyFeature>(new PipeBody(pipe.Writer));
        http.Features.Set<IHttpRequestLifetimeFeature>(abort);
        var response = new ApiResponse
        {
            State = ApiState.Succeeded,
            Body = new ApiBody { Results = [new Result(1, "x", Encoding.UTF8.GetBytes($"\"{new string('x', size)}\""))] },
            Delivery = delivery,
        };

        // The token of a client that has just gone is not cancelled yet.
        await ApiResponseWriter.WriteAsync(http.Response, response, CancellationToken.None);

        await pipe.Writer.CompleteAsync();
        if (gone)
        {
            return (delivery.HasMoved, "");
        }

        using var reader = new StreamReader(pipe.Reader.AsStream());
        Assert.Equal(delivery.HasMoved && delivery.MayMove, delivery.HasEnded);
        return (delivery.HasMoved, await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    private sealed class Told : IDelivery
    {
        public bool HasMoved { get; private set; }

        public bool HasEnded { get; private set; }

        public bool IsTakenBack { get; private set; }

        public bool MayMove { get; init; } = true;

        public bool IsOnApproval { get; init; }

        public ValueTask<bool> MoveAsync(CancellationToken cancel)
        {
            HasMoved = true;
            return ValueTask.FromResult(MayMove);
        }

        public void End(bool delivered) => (HasEnded, IsTakenBack) = (delivered, !delivered);
    }

    private sealed class Abort : IHttpRequestLifetimeFeature
    {
        public bool IsAsked { get; private set; }

        public CancellationToken RequestAborted { get; set; }

        void IHttpRequestLifetimeFeature.Abort() => IsAsked = true;
    }

    private sealed class PipeBody(PipeWriter writer) : IHttpResponseBodyFeature
    {
        public Stream Stream => Writer.AsStream();

        public PipeWriter Writer => writer;

        public void DisableBuffering()
        {
        }

        public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task CompleteAsync() => Task.CompletedTask;
    }
}
