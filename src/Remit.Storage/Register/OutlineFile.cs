using System.Text.Json;
using Remit.Register.Areas;

namespace Remit.Storage.Register;

/// <summary>One area of a file of outlines, as the file has it.</summary>
/// <param name="Layer">The object of a TopoJSON file that it is in; empty in GeoJSON.</param>
/// <param name="Place">Which one, for findings: <c>features[12]</c>.</param>
/// <param name="Wrong">What is wrong with its shape and what was wanted, or none.</param>
internal sealed record OutlineFeature(string Layer, string Place, IReadOnlyDictionary<string, string> Properties, Outline? Outline, (string Code, string Found, string Wanted)? Wrong);

/// <summary>A file of outlines: GeoJSON (a FeatureCollection) or TopoJSON (a Topology), in degrees or on the British National Grid.</summary>
/// <remarks>The file is held in memory whole, at most <see cref="LongestFile"/>, and with what is made of it some eight times that while it is read: 330 MB for 38 MB of full-resolution outlines.</remarks>
internal sealed class OutlineFile
{
    /// <summary>The longest file that is read, in bytes: more than twice the largest that the ONS publishes.</summary>
    public const int LongestFile = 128 << 20;

    private readonly byte[] json;
    private readonly string file;
    private readonly List<OutlineFeature> features = [];
    private readonly List<Vertex[]> arcs = [];
    private (double X, double Y) scale = (1, 1), translate;
    private bool isTopology, hasTransform, onNationalGrid, isTooFar;

    private OutlineFile(byte[] json, string file) => (this.json, this.file) = (json, file);

    /// <summary>Whether a file begins like one of outlines, whole or damaged.</summary>
    public static bool IsOne(string path)
    {
        var buffer = new byte[1 << 16];
        using var stream = File.OpenRead(path);
        var start = buffer.AsSpan(0, stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
        start = start.StartsWith("\uFEFF"u8) ? start[3..] : start;
        return start.TrimStart(" \r\n\t"u8).StartsWith("{"u8) && (start.IndexOf("\"FeatureCollection\""u8) >= 0 || start.IndexOf("\"Topology\""u8) >= 0);
    }

    /// <exception cref="RefusedException">The file is not JSON, is cut short, too long, or not outlines in a grid that is known; with the line and, where it helps, the byte of the line.</exception>
    public static IReadOnlyList<OutlineFeature> Read(Stream stream, string file)
    {
        if (stream.Length > LongestFile)
            throw new RefusedException(new Finding("too-long", Consequence.FileRefused, new Place(file), $"{stream.Length:N0} bytes", $"at most {LongestFile:N0}: the generalised outlines (BGC, BSC or BUC) are as good for a map"));
        var json = new byte[stream.Length];
        stream.ReadExactly(json);
        var read = new OutlineFile(json.AsSpan().StartsWith("\uFEFF"u8) ? json[3..] : json, file);
        try
        {
            read.ReadFrame();
            read.ReadFeatures();
        }
        catch (JsonException broken)
        {
            var place = new Place(file, (broken.LineNumber ?? 0) + 1);
            throw new RefusedException(read.IsCutShort()
                ? new Finding("cut-short", Consequence.FileRefused, place, "the end of the file within the outlines", "a whole file: it may have been cut off, so ask for it again")
                : new Finding("not-json", Consequence.FileRefused, place, $"something that is not JSON, at byte {broken.BytePositionInLine + 1:N0} of the line", "GeoJSON or TopoJSON as published: the file is damaged, so ask for it again"));
        }
        catch (InvalidOperationException)
        {
            throw new RefusedException(new Finding("unknown-layout", Consequence.FileRefused, new Place(file), "JSON that is not laid out as outlines are", Layouts.Outlines.Wanted));
        }

        return read.features;
    }

    private bool IsCutShort()
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: false, default);
        try
        {
            while (reader.Read())
            {
                // Only whether it ends well is asked.
            }

            return reader.CurrentDepth > 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>What all shapes need and may stand after them: the grid, and the shared lines of a topology.</summary>
    private void ReadFrame()
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new InvalidOperationException();
        var arcsAt = -1L;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                isTopology = reader.ValueTextEquals("Topology"u8);
                continue;
            }

            if (reader.ValueTextEquals("transform"u8))
                ReadTransform(ref reader);
            else if (reader.ValueTextEquals("crs"u8))
                ReadGrid(ref reader);
            else
            {
                if (reader.ValueTextEquals("arcs"u8))
                    arcsAt = reader.BytesConsumed;
                reader.Read();
                reader.Skip();
            }
        }

        if (!isTopology || arcsAt < 0)
            return;
        reader = new Utf8JsonReader(json.AsSpan((int)arcsAt + json.AsSpan((int)arcsAt).IndexOf((byte)'[')), new JsonReaderOptions { AllowMultipleValues = true });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
            arcs.Add(ReadArc(ref reader));
    }

    private void ReadTransform(ref Utf8JsonReader reader)
    {
        hasTransform = true;
        using var transform = JsonDocument.ParseValue(ref reader);
        (scale, translate) = (Pair("scale"), Pair("translate"));

        (double, double) Pair(string name) =>
            transform.RootElement.TryGetProperty(name, out var pair) && pair.GetArrayLength() == 2 ? (pair[0].GetDouble(), pair[1].GetDouble()) : throw new InvalidOperationException();
    }

    private void ReadGrid(ref Utf8JsonReader reader)
    {
        using var crs = JsonDocument.ParseValue(ref reader);
        if (crs.RootElement.ValueKind != JsonValueKind.Object || !crs.RootElement.TryGetProperty("properties", out var properties) || !properties.TryGetProperty("name", out var named))
            return;
        var name = named.GetString() ?? "";
        onNationalGrid = name.EndsWith(":27700", StringComparison.Ordinal);
        if (!onNationalGrid && !name.EndsWith(":4326", StringComparison.Ordinal) && !name.EndsWith(":CRS84", StringComparison.OrdinalIgnoreCase) && !name.EndsWith(":4258", StringComparison.Ordinal))
            throw new RefusedException(new Finding("unknown-grid", Consequence.FileRefused, new Place(file, 0, "crs"), name,
                "degrees (EPSG:4326 or CRS84) or the British National Grid (EPSG:27700): the publisher offers the file in one of these"));
    }

    private Vertex[] ReadArc(ref Utf8JsonReader reader)
    {
        List<Vertex> corners = [];
        double x = 0, y = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            var (dx, dy) = ReadPair(ref reader);
            (x, y) = hasTransform ? (x + dx, y + dy) : (dx, dy);
            corners.Add(hasTransform ? At(x * scale.X + translate.X, y * scale.Y + translate.Y) : At(x, y));
        }

        return [.. corners];
    }

    private static (double X, double Y) ReadPair(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new InvalidOperationException();
        reader.Read();
        var x = reader.GetDouble();
        reader.Read();
        var y = reader.GetDouble();
        // A height may follow; a map has no use for it.
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            reader.Skip();
        return (x, y);
    }

    private Vertex At(double x, double y)
    {
        if (onNationalGrid ? x is < -100_000 or > 800_000 || y is < -100_000 or > 1_300_000 : Math.Abs(x) > 180 || Math.Abs(y) > 90)
        {
            isTooFar = true;
            return default;
        }

        return onNationalGrid ? NationalGrid.At(x, y) : Vertex.At(x, y);
    }

    private void ReadFeatures()
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isFeatures, isObjects) = (!isTopology && reader.ValueTextEquals("features"u8), isTopology && reader.ValueTextEquals("objects"u8));
            reader.Read();
            if (isFeatures && reader.TokenType == JsonTokenType.StartArray)
                while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                    ReadFeature(ref reader, "", $"features[{features.Count}]");
            else if (isObjects && reader.TokenType == JsonTokenType.StartObject)
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var layer = reader.GetString()!;
                    reader.Read();
                    ReadFeature(ref reader, layer, $"objects.{layer}");
                }
            else
                reader.Skip();
        }
    }

    /// <summary>A feature of GeoJSON, or an object of TopoJSON: a geometry with properties, or a collection of them.</summary>
    private void ReadFeature(ref Utf8JsonReader reader, string layer, string place)
    {
        Dictionary<string, string> properties = new(StringComparer.OrdinalIgnoreCase);
        List<(IReadOnlyList<Vertex> Corners, bool IsHole)> rings = [];
        (string, string, string)? wrong = null;
        var (type, isCollection) = ("", false);
        ReadShape(ref reader);
        if (isCollection)
            return;
        var outline = wrong is null && rings.Count > 0 ? Outline.Of(rings) : null;
        wrong ??= type is not ("Polygon" or "MultiPolygon") ? ("not-an-area", type.Length > 0 ? type : "no shape", "a Polygon or a MultiPolygon")
            : outline is null ? ("no-area", "a shape that encloses nothing", "a shape with an area") : null;
        features.Add(new(layer, place, properties, outline, wrong));

        void ReadShape(ref Utf8JsonReader reader)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString();
                reader.Read();
                switch (name)
                {
                    case "geometry" when reader.TokenType == JsonTokenType.StartObject:
                        ReadShape(ref reader);
                        break;
                    case "geometries" when isTopology && reader.TokenType == JsonTokenType.StartArray:
                        isCollection = true;
                        for (var n = 0; reader.Read() && reader.TokenType == JsonTokenType.StartObject; n++)
                            ReadFeature(ref reader, layer, $"{place}[{n}]");
                        break;
                    case "properties" when reader.TokenType == JsonTokenType.StartObject:
                        ReadProperties(ref reader, properties);
                        break;
                    case "id" when reader.TokenType == JsonTokenType.String:
                        properties["id"] = reader.GetString()!;
                        break;
                    case "type" when reader.TokenType == JsonTokenType.String:
                        // The type of the shape, whether it stands before that of the feature or after it.
                        type = reader.ValueTextEquals("Feature"u8) ? type : reader.GetString()!;
                        break;
                    case "coordinates" or "arcs" when reader.TokenType == JsonTokenType.StartArray:
                        ReadRings(ref reader, reader.CurrentDepth, rings, ref wrong);
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }
        }
    }

    private static void ReadProperties(ref Utf8JsonReader reader, Dictionary<string, string> properties)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
                properties[name] = reader.GetString()!;
            else
                reader.Skip();
        }
    }

    /// <summary>Rings at whatever depth they are: the first of each polygon is its edge, and the others are holes.</summary>
    private void ReadRings(ref Utf8JsonReader reader, int depth, List<(IReadOnlyList<Vertex>, bool)> rings, ref (string, string, string)? wrong)
    {
        // Brackets around an innermost list of numbers: a polygon is a list of rings, several polygons a list of those.
        var first = true;
        isTooFar = false;
        List<Vertex> ring = [];
        var isRing = false;
        while (reader.Read() && !(reader.TokenType == JsonTokenType.EndArray && reader.CurrentDepth == depth))
        {
            if (reader.TokenType == JsonTokenType.StartArray)
            {
                var ahead = reader;
                ahead.Read();
                if (!isTopology && ahead.TokenType == JsonTokenType.Number)
                {
                    var (x, y) = ReadPair(ref reader);
                    ring.Add(At(x, y));
                    isRing = true;
                }
            }
            else if (isTopology && reader.TokenType == JsonTokenType.Number)
            {
                var arc = reader.GetInt32();
                if ((arc < 0 ? ~arc : arc) >= arcs.Count)
                {
                    wrong ??= ("no-such-arc", $"arc {arc}", $"one of the {arcs.Count:N0} lines that the file has: it is damaged, so ask for it again");
                    continue;
                }

                var line = arc < 0 ? arcs[~arc].Reverse() : arcs[arc];
                ring.AddRange(ring.Count > 0 && line.First() == ring[^1] ? line.Skip(1) : line);
                isRing = true;
            }
            else if (reader.TokenType == JsonTokenType.EndArray && isRing)
            {
                if (ring.Count < 4 || ring[0] != ring[^1])
                    wrong ??= ring.Count < 4 ? ("too-few-corners", $"a ring of {ring.Count} positions", "at least four, the last the same as the first") : ("ring-not-closed", "a ring whose last position is not its first", "a ring that is closed");
                else
                    rings.Add(([.. ring.SkipLast(1)], !first));
                (ring, isRing, first) = ([], false, false);
            }
            else if (reader.TokenType == JsonTokenType.EndArray)
                first = true;
        }

        if (isTooFar)
            wrong ??= ("not-on-the-grid", onNationalGrid ? "eastings and northings beyond Great Britain" : "numbers too large to be degrees", onNationalGrid ? "metres of the British National Grid" : "longitude and latitude in degrees, or a crs that names EPSG:27700");
        else if (wrong is null && rings.Any(r => r.Item1.Any(v => v.Longitude is < -6.6 or > 2 || v.Latitude is < 49.8 or > 55.9)))
            wrong = ("not-in-england", "a position outside England", "longitudes from -6.6 to 2 and latitudes from 49.8 to 55.9: are they the wrong way about?");
    }
}
