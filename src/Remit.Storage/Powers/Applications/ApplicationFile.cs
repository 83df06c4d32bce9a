using Remit.Powers.Applications;

namespace Remit.Storage.Powers.Applications;

/// <summary>Reads an application as a file of JSON. See <c>specs/powers/applications/formats.md</c>.</summary>
public static class ApplicationFile
{
    private static readonly WrittenFile Form = new("bad-application", "an application", "specs/powers/applications/formats.md");

    /// <summary>Reads a file, as it is written; <see cref="WrittenApplication.Check"/> says what is wrong with what it says.</summary>
    /// <exception cref="RefusedException">It is not written as an application is.</exception>
    public static WrittenApplication Read(string path) => Form.Read<WrittenApplication>(path);

    public static string Write(WrittenApplication written) => WrittenFile.Write(written);
}
