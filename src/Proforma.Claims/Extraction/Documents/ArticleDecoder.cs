using System.Globalization;
using System.Text;

namespace Proforma.Claims.Extraction.Documents;

/// <summary>Turns bytes into text: a byte-order mark, a declared HTML charset, UTF-8, then GB18030; anything else is refused.</summary>
internal static class ArticleDecoder
{
    private const int DeclarationWindow = 2_048;

    public static (string? Text, Refusal? Refusal) Decode(ReadOnlySpan<byte> bytes, ReadingLimits limits)
    {
        if (bytes.Length > limits.MaxLength)
        {
            return (null, TooLarge(bytes.Length, limits));
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return (Encoding.Unicode.GetString(bytes[2..]), null);
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return (Encoding.BigEndianUnicode.GetString(bytes[2..]), null);
        }

        if (bytes.Contains((byte)0))
        {
            return (null, new Refusal(RefusalReason.Binary, new Wording("The input is binary: it has NUL bytes.", "输入是二进制数据（含有空字节），不是文字。")));
        }

        string? text = TryDecode(bytes, Declared(bytes)) ?? TryDecode(bytes, "utf-8") ?? TryDecode(bytes, "gb18030");
        return text is null
            ? (null, new Refusal(RefusalReason.UnknownEncoding, new Wording("The input is no valid text in UTF-8, UTF-16 or GB18030.", "输入不是 UTF-8、UTF-16 或 GB18030 编码的文字。")))
            : (text, null);
    }

    public static Refusal? Check(string text, ReadingLimits limits)
    {
        if (text.Length > limits.MaxLength)
        {
            return TooLarge(text.Length, limits);
        }

        if (text.AsSpan().IsWhiteSpace())
        {
            return new Refusal(RefusalReason.Empty, new Wording("The input has no text.", "输入中没有文字。"));
        }

        int control = 0;
        foreach (char c in text)
        {
            if (c == '\0')
            {
                return new Refusal(RefusalReason.Binary, new Wording("The input is binary: it has NUL characters.", "输入是二进制数据（含有空字符），不是文字。"));
            }

            control += char.IsControl(c) && c is not ('\n' or '\r' or '\t' or '\f') || c == '\uFFFD' ? 1 : 0;
        }

        return control > 8 && control * 20L > text.Length
            ? new Refusal(RefusalReason.Binary, new Wording(
                "The input looks binary: more than a twentieth of it is control characters.",
                "输入看起来是二进制数据：控制字符超过二十分之一。"))
            : null;
    }

    private static Refusal TooLarge(int length, ReadingLimits limits) =>
        new(
        RefusalReason.TooLarge,
        new Wording(
            string.Create(CultureInfo.InvariantCulture, $"The input is {length:N0} long; at most {limits.MaxLength:N0} is read."),
            string.Create(CultureInfo.InvariantCulture, $"输入长度为 {length:N0}，最多读取 {limits.MaxLength:N0}。")));

    private static string? Declared(ReadOnlySpan<byte> bytes)
    {
        string opening = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, DeclarationWindow)]);
        int at = opening.IndexOf("charset=", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }

        at += "charset=".Length;
        at += at < opening.Length && opening[at] is '"' or '\'' ? 1 : 0;
        int end = at;
        while (end < opening.Length && (char.IsAsciiLetterOrDigit(opening[end]) || opening[end] is '-' or '_'))
        {
            end++;
        }

        return opening[at..end];
    }

    private static string? TryDecode(ReadOnlySpan<byte> bytes, string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return null;
        }

        try
        {
            var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
            var strict = (Encoding)encoding.Clone();
            strict.DecoderFallback = DecoderFallback.ExceptionFallback;
            return strict.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (Exception error) when (error is DecoderFallbackException or ArgumentException or NotSupportedException)
        {
            // A wrong or unknown declaration is not an error: the next encoding is tried.
            return null;
        }
    }
}
