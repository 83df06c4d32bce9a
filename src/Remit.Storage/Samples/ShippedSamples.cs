namespace Remit.Storage.Samples;

/// <summary>The made-up England that comes with the product.</summary>
public static class ShippedSamples
{
    /// <summary>The <c>samples</c> folder of the checkout that <c>REMIT_HOME</c> names, or else beside the program.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public static string Folder
    {
        get
        {
            var home = Environment.GetEnvironmentVariable("REMIT_HOME");
            var folder = Path.Combine(string.IsNullOrEmpty(home) ? AppContext.BaseDirectory : home, "samples");
            return File.Exists(Path.Combine(folder, "activity.csv"))
                ? folder
                : throw new RefusedException(new Finding("no-samples", Consequence.FileRefused, new Place(folder), "no samples", "the samples that come with Remit: './remit sample make --out FOLDER' makes them again"));
        }
    }
}
