namespace Proforma.Workspace.Tests.Documents;

/// <summary>A folder for the files of one test, removed afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string FullPath { get; } = Directory.CreateTempSubdirectory("proforma-test-").FullName;

    public string PathOf(string name) => Path.Combine(FullPath, name);

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), text);
    }

    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
