using System.Globalization;
using System.Net;
using System.Text;

namespace Remit.Responsibility;

/// <summary>A rulebook's chart, drawn from the rulebook itself: as text, as a Mermaid flow chart, or as SVG.</summary>
public static class RulebookChart
{
    /// <summary>The boxes in reading order: never before a box that leads to them, the shorter branch first where branches part.</summary>
    public static IReadOnlyList<Box> Order(Rulebook rulebook)
    {
        var waiting = rulebook.Boxes().ToDictionary(box => box, _ => 0);
        foreach (var next in waiting.Keys.ToList().SelectMany(BoxesAfter))
            waiting[next]++;

        var ordered = new List<Box>();
        var ready = new Stack<Box>([rulebook.Start]);
        while (ready.TryPop(out var box))
        {
            ordered.Add(box);
            var freed = BoxesAfter(box).Where(next => --waiting[next] == 0).ToList();
            if (freed is [var yes, var no] && Reach(no) * 2 < Reach(yes))
                freed.Reverse();
            foreach (var next in Enumerable.Reverse(freed))
                ready.Push(next);
        }

        return ordered;
    }

    /// <summary>One box to a paragraph: the question, where it is printed, and where each answer leads.</summary>
    public static string Text(Rulebook rulebook)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{rulebook.Name}: {rulebook.Title}");
        text.AppendLine(CultureInfo.InvariantCulture, $"For assignment dates {rulebook.InForce}. Source: {rulebook.Cites}.");
        text.AppendLine(rulebook.Standing);
        if (rulebook.Readings.Chosen.Count > 0)
            text.AppendLine(CultureInfo.InvariantCulture, $"Read otherwise than documented: {string.Join(", ", rulebook.Readings.Chosen)}.");

        foreach (var box in Order(rulebook))
        {
            text.AppendLine();
            text.AppendLine(CultureInfo.InvariantCulture, $"{box.Id,-6}  {box.Question}  [{box.Cites}]");
            text.AppendLine(CultureInfo.InvariantCulture, $"        yes → {Name(box.Yes)}");
            text.AppendLine(CultureInfo.InvariantCulture, $"        no  → {Name(box.No)}");
            if (box.Unanswerable is { } unanswerable)
                text.AppendLine(CultureInfo.InvariantCulture, $"        cannot be told → {Name(unanswerable.Exit)}");
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>A Mermaid flow chart.</summary>
    public static string Mermaid(Rulebook rulebook)
    {
        var boxes = Order(rulebook);
        var text = new StringBuilder("flowchart TD\n");
        var endings = 0;
        string Target(Exit exit)
        {
            if (exit is Box box)
                return $"b{boxes.ToList().IndexOf(box)}";

            var id = $"e{endings++}";
            text.Append(CultureInfo.InvariantCulture, $"  {id}([\"{Name(exit)}\"])\n");
            return id;
        }

        for (var i = 0; i < boxes.Count; i++)
            text.Append(CultureInfo.InvariantCulture, $"  b{i}{{\"{boxes[i].Id}<br>{boxes[i].Question.Replace("\"", "#quot;", StringComparison.Ordinal)}\"}}\n");
        for (var i = 0; i < boxes.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  b{i} -->|yes| {Target(boxes[i].Yes)}\n");
            text.Append(CultureInfo.InvariantCulture, $"  b{i} -->|no| {Target(boxes[i].No)}\n");
            if (boxes[i].Unanswerable is { } unanswerable)
                text.Append(CultureInfo.InvariantCulture, $"  b{i} -->|cannot be told| {Target(unanswerable.Exit)}\n");
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>A drawing: boxes down the page in reading order, endings to the right, lines on the left to boxes further down. Needs no script and no style sheet.</summary>
    public static string Svg(Rulebook rulebook) => Svg(rulebook, new Dictionary<Box, Answer>());

    /// <summary>The chart with the path of one record lit up.</summary>
    public static string Svg(Determination determination) =>
        Svg(determination.Rulebook, determination.Steps.ToDictionary(s => s.Box, s => s.Answer));

    private static string Svg(Rulebook rulebook, Dictionary<Box, Answer> path)
    {
        var about = Wrapped($"{rulebook.Name}, for assignment dates {rulebook.InForce}. {rulebook.Cites}.", 120);
        const int rowHeight = 76, boxHeight = 56, boxWidth = 470, lane = 14, chipWidth = 330, chipHeight = 22;
        var top = 68 + about.Count * 20;
        var boxes = Order(rulebook).ToList();
        var jumps = boxes.SelectMany((box, from) => Rulebook.Exits(box).OfType<Box>().Distinct()
                .Select(next => (From: from, To: boxes.IndexOf(next), Words: string.Join(" or ", Words(box, next)))))
            .Where(j => j.To != j.From + 1).OrderBy(j => j.To - j.From).ToList();
        var lanes = Lanes(jumps.Select(j => (j.From, j.To)).ToList());
        var left = 30 + (lanes.Count == 0 ? 0 : (lanes.Max() + 1) * lane) + 26;
        var (width, height) = (left + boxWidth + 110 + chipWidth + 20, top + boxes.Count * rowHeight + 20);

        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-labelledby="title about" font-family="Arial, Helvetica, sans-serif" font-size="14">
            <title id="title">{Safe(rulebook.Title)}</title>
            <desc id="about">{Safe($"Flow chart of rulebook {rulebook.Name}: {boxes.Count} boxes. {rulebook.Standing}")}</desc>
            <rect width="{width}" height="{height}" fill="#ffffff"/>
            <text x="20" y="34" font-size="22" font-weight="bold" fill="#212b32">{Safe(rulebook.Title)}</text>

            """);
        for (var n = 0; n < about.Count; n++)
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"20\" y=\"{58 + n * 20}\" fill=\"#4c6272\">{Safe(about[n])}</text>\n");

        for (var i = 0; i < boxes.Count; i++)
        {
            var (box, y) = (boxes[i], top + i * rowHeight);
            var lines = Wrapped(box.Question, 54);
            svg.Append(CultureInfo.InvariantCulture, $"<g><title>{Safe($"{box.Id}: {box.Question} {box.Cites}")}</title>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{left}\" y=\"{y}\" width=\"{boxWidth}\" height=\"{boxHeight}\" rx=\"4\" {(path.ContainsKey(box) ? "fill=\"#fff9c4\" stroke=\"#212b32\" stroke-width=\"4\"" : "fill=\"#f0f4f5\" stroke=\"#005eb8\" stroke-width=\"2\"")}/>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{left + 12}\" y=\"{y + 33}\" font-weight=\"bold\" fill=\"#005eb8\">{Safe(box.Id)}</text>\n");
            for (var n = 0; n < lines.Count; n++)
                svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{left + 72}\" y=\"{y + (lines.Count == 1 ? 33 : 24 + n * 19)}\" fill=\"#212b32\">{Safe(lines[n])}</text>\n");
            svg.Append("</g>\n");

            var endings = Rulebook.Exits(box).Select((exit, n) => (Exit: exit, Answer: n switch { 0 => Answer.Yes, 1 => Answer.No, _ => Answer.CannotTell }))
                .Where(e => e.Exit is Ending).ToList();
            for (var n = 0; n < endings.Count; n++)
            {
                var middle = y + boxHeight / 2 + (int)((n - (endings.Count - 1) / 2.0) * 24);
                var chip = left + boxWidth + 110;
                var lit = path.TryGetValue(box, out var given) && given == endings[n].Answer;
                svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{left + boxWidth} {middle}H{chip - 7}\" {Line(lit)}/><path d=\"M{chip} {middle}l-8 -4v8z\" fill=\"{Ink(lit)}\"/>\n");
                svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{left + boxWidth + 8}\" y=\"{middle - 4}\" font-size=\"12\" fill=\"{Ink(lit)}\">{Explanation.AnswerWord(endings[n].Answer).ToLowerInvariant()}</text>\n");
                svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{chip}\" y=\"{middle - chipHeight / 2}\" width=\"{chipWidth}\" height=\"{chipHeight}\" rx=\"11\" fill=\"#007f3b\"{(lit ? " stroke=\"#212b32\" stroke-width=\"4\"" : "")}/>\n");
                svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{chip + chipWidth / 2}\" y=\"{middle + 5}\" text-anchor=\"middle\" font-size=\"13\" fill=\"#ffffff\">{Safe(Name(endings[n].Exit))}</text>\n");
            }

            if (i + 1 < boxes.Count && Words(box, boxes[i + 1]).ToList() is { Count: > 0 } down)
            {
                var (x, lit) = (left + 36, Leads(box, boxes[i + 1]));
                svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{x} {y + boxHeight}V{y + rowHeight - 7}\" {Line(lit)}/><path d=\"M{x} {y + rowHeight}l-4 -8h8z\" fill=\"{Ink(lit)}\"/>\n");
                svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x + 8}\" y=\"{y + boxHeight + 14}\" font-size=\"12\" fill=\"{Ink(lit)}\">{string.Join(" or ", down)}</text>\n");
            }
        }

        // What is lit is drawn last, over the rest.
        foreach (var (n, (from, to, words)) in jumps.Index().OrderBy(j => Leads(boxes[j.Item.From], boxes[j.Item.To])))
        {
            var lit = Leads(boxes[from], boxes[to]);
            var x = left - 26 - (lanes[n] + 1) * lane;
            var (start, end) = (top + from * rowHeight + boxHeight * 2 / 3, top + to * rowHeight + boxHeight / 3);
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{left} {start}H{x + 6}q-6 0 -6 6V{end - 6}q0 6 6 6H{left - 7}\" fill=\"none\" {Line(lit)}/><path d=\"M{left} {end}l-8 -4v8z\" fill=\"{Ink(lit)}\"/>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{left - 24}\" y=\"{start - 4}\" font-size=\"12\" fill=\"{Ink(lit)}\">{words}</text>\n");
        }

        return svg.Append("</svg>").ToString();

        bool Leads(Box from, Box to) => path.TryGetValue(from, out var given) && Rulebook.ExitOf(from, given) == to;
        static string Ink(bool lit) => lit ? "#212b32" : "#4c6272";
        static string Line(bool lit) => $"stroke=\"{Ink(lit)}\" stroke-width=\"{(lit ? "4" : "1.5")}\"";
    }

    /// <summary>What an exit is called: a box's id, or an ending's outcome with its service category and code.</summary>
    public static string Name(Exit exit) => exit switch
    {
        Box box => box.Id,
        Ending ending => ending.Outcome.Name
            + (ending.Category.Length > 0 ? $" {ending.Category}" : "")
            + (ending.DisplacedBy is { } d ? $" (or {d.Outcome.Name})" : ""),
        _ => "",
    };

    private static IEnumerable<Box> BoxesAfter(Box box) => Rulebook.Exits(box).OfType<Box>().Distinct();

    private static IEnumerable<string> Words(Box box, Box next)
    {
        if (box.Yes == next)
            yield return "yes";
        if (box.No == next)
            yield return "no";
        if (box.Unanswerable?.Exit == next)
            yield return "cannot be told";
    }

    private static int Reach(Box box)
    {
        var reached = new HashSet<Box>();
        void Visit(Box b)
        {
            if (reached.Add(b))
                foreach (var next in BoxesAfter(b))
                    Visit(next);
        }

        Visit(box);
        return reached.Count;
    }

    /// <summary>A lane for each line so that no two lines in one lane meet; short ones nearest the boxes.</summary>
    private static List<int> Lanes(List<(int From, int To)> jumps)
    {
        var lanes = new List<int>();
        foreach (var jump in jumps)
        {
            var taken = jumps.Take(lanes.Count).Zip(lanes).Where(x => x.First.From <= jump.To && jump.From <= x.First.To).Select(x => x.Second).ToHashSet();
            lanes.Add(Enumerable.Range(0, jumps.Count).First(n => !taken.Contains(n)));
        }

        return lanes;
    }

    private static List<string> Wrapped(string words, int width)
    {
        var lines = new List<string> { "" };
        foreach (var word in words.Split(' '))
        {
            if (lines[^1].Length > 0 && lines[^1].Length + 1 + word.Length > width)
                lines.Add("");
            lines[^1] = lines[^1].Length == 0 ? word : $"{lines[^1]} {word}";
        }

        return lines;
    }

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
