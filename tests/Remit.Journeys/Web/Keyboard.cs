using Microsoft.Playwright;

namespace Remit.Journeys.Web;

/// <summary>A page as somebody uses it who has a keyboard and nothing else: one key after the other. Wherever Tab leads, the focus must be seen, and must go on in the order of the page.</summary>
internal sealed class Keyboard(IPage page)
{
    private const int MostPresses = 200;

    // What whoever looks at the screen goes by: an outline, a shadow or a colour of the design system, on the element or, for a box or a dot, on what is drawn for it; and that it is on the screen.
    private const string Seen = """
        () => {
          const e = document.activeElement;
          if (!e || e === document.body) return '';
          const drawn = s => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none';
          const label = e.matches('input[type=radio], input[type=checkbox]') ? document.querySelector(`label[for="${e.id}"]`) : null;
          const shown = label ? drawn(getComputedStyle(label, '::before')) : drawn(getComputedStyle(e));
          const box = (label ?? e).getBoundingClientRect();
          const there = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
          const before = window.remitBefore;
          const ordered = !before || !before.isConnected || (before.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 || before === e;
          window.remitBefore = e;
          return shown && there && ordered ? '' : `${e.outerHTML.slice(0, 150)}:${shown ? '' : ' no focus to be seen'}${there ? '' : ' not on the screen'}${ordered ? '' : ' out of order'}`;
        }
        """;

    // The header of the design system takes its links out and puts them in again in its first frames, and the focus goes with them: nobody is quicker than that but a test.
    private const string Settled = """
        () => {
          if (window.remitSettled || !document.body.classList.contains('js-enabled')) return;
          window.remitSettled = true;
          const wait = frames => new Promise(done => frames === 0 ? done() : requestAnimationFrame(() => done(wait(frames - 1))));
          return wait(6);
        }
        """;

    /// <summary>Presses Tab until an element has the focus.</summary>
    public async Task Reach(string selector)
    {
        await page.EvaluateAsync(Settled);
        var wanted = page.Locator($":is({selector}):focus");
        for (var presses = 0; presses < MostPresses; presses++)
        {
            if (await wanted.CountAsync() > 0)
                return;
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("() => document.activeElement === document.body"))
            {
                // Past the last there is the browser's own bar, and then the first again.
                await page.EvaluateAsync("() => { window.remitBefore = null; }");
                continue;
            }

            (await page.EvaluateAsync<string>(Seen)).ShouldBeEmpty(page.Url);
        }

        Assert.Fail($"{selector} is not reached by the keyboard on {page.Url}.");
    }

    /// <summary>Goes to a link or button, and presses Enter.</summary>
    public async Task Enter(string selector)
    {
        await Reach(selector);
        await Go();
    }

    /// <summary>Presses Enter, and waits for the page it leads to.</summary>
    public async Task Go()
    {
        var arrived = new TaskCompletionSource();
        void Arrive(object? _, IPage arrivedAt) => arrived.TrySetResult();
        page.DOMContentLoaded += Arrive;
        await page.Keyboard.PressAsync("Enter");
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        page.DOMContentLoaded -= Arrive;
        (await page.Locator("[tabindex]").EvaluateAllAsync<bool>("all => all.every(e => e.tabIndex <= 0)")).ShouldBeTrue($"{page.Url} has an order of its own for Tab");
    }

    /// <summary>Types into a field, over whatever stands there; lines are parted by Enter.</summary>
    public async Task Type(string selector, params string[] lines)
    {
        await Reach(selector);
        await page.Keyboard.PressAsync("Control+a");
        foreach (var (n, line) in lines.Index())
        {
            if (n > 0)
                await page.Keyboard.PressAsync("Enter");
            await page.Keyboard.TypeAsync(line);
        }
    }

    /// <summary>Ticks or unticks a box.</summary>
    public async Task Tick(string selector)
    {
        await Reach(selector);
        await page.Keyboard.PressAsync("Space");
    }

    /// <summary>Takes a choice of a drop-down or of a row of dots, by going down from the one at hand.</summary>
    public async Task Choose(string selector, int down)
    {
        await Reach(selector);
        if (await page.Locator($":is({selector})[type=radio]:focus").CountAsync() > 0 && down == 0)
            await page.Keyboard.PressAsync("Space");
        for (var i = 0; i < down; i++)
            await page.Keyboard.PressAsync("ArrowDown");
    }
}
