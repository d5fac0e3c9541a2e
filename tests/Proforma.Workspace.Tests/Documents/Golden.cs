using Xunit;

namespace Proforma.Workspace.Tests.Documents;

/// <summary>Compares a text with the file that holds what it should be. `UPDATE_GOLDEN=1` writes the file instead; under `CI=true` that is refused.</summary>
internal static class Golden
{
    private static readonly bool s_update = Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";

    private static readonly bool s_isCi = string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    public static void Check(string path, string actual)
    {
        Assert.False(s_update && s_isCi, "Golden files are not rewritten in CI.");
        if (s_update)
        {
            File.WriteAllText(path, actual);
            return;
        }

        Assert.True(File.Exists(path), $"{Path.GetFileName(path)} is missing; read this, and if it is right run with UPDATE_GOLDEN=1:\n{actual}");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), actual);
    }
}
