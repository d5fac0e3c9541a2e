namespace Proforma.Language.Tests;

/// <summary>
/// Compares what a test produced with a file in the repository. `UPDATE_GOLDEN=1` writes the file instead; where `CI=true`, that is
/// refused.
/// </summary>
internal static class GoldenFile
{
    public static void Check(string path, string actual)
    {
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Assert.False(
                Environment.GetEnvironmentVariable("CI") == "true",
                "UPDATE_GOLDEN=1 is refused where CI=true: golden files are reviewed as changes.");
            File.WriteAllText(path, actual);
            return;
        }

        Assert.True(File.Exists(path), $"{path} is missing; run the tests with UPDATE_GOLDEN=1 and review it.");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), actual.ReplaceLineEndings("\n"));
    }
}
