using Microsoft.AspNetCore.Mvc;

namespace Web;

[ApiController]
[Route("items")]
public sealed class ItemsController : ControllerBase
{
    [HttpGet("{id:int}")]
    public async Task<ActionResult<Item>> GetAsync(int id)
    {
        if (!IsKnown(id))
        {
            return NotFound();
        }

        var item = await FindAsync(id);
        return item with { Price = PriceOf(item) };
    }

    private static bool IsKnown(int id) => id >= 0;

    private static async Task<Item> FindAsync(int id)
    {
        await Task.Yield();
        return new Item(id, $"item {id}", 0);
    }

    private static int PriceOf(Item item) => item.Name.Length * 100;
}

public sealed record Item(int Id, string Name, int Price);
