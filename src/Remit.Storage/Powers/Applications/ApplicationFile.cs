using Remit.Powers.Applications;

namespace Remit.Storage.Powers.Applications;

/// <summary>Reads an application as a file of JSON. See <c>specs/powers/applications/formats.md</c>.</summary>
public static class ApplicationFile
{
    /// <summary>Reads a file, as it is written; <see cref="WrittenApplication.Check"/> says what is wrong with what it says.</summary>
    /// <exception cref="RefusedException">It is not written as an application is.</exception>
    public static WrittenApplication Read(string path) =>
        JsonFile.Read<WrittenApplication>(path, "bad-application", "JSON of an application, as specs/powers/applications/formats.md shows it");

    public static string Write(WrittenApplication written) => JsonFile.Write(written);
}
