using System.Numerics;

namespace Proforma.Engine.Statistics;

/// <summary>How the parts of an accumulator are written, the same value always as the same bytes, and read with mistrust.</summary>
internal static class SampleBytes
{
    private const int MaxSumBytes = 4096, MaxExponent = 1 << 14;

    public static void Write(BinaryWriter writer, ExactSum sum)
    {
        var value = sum.Value().Reduced();
        var mantissa = value.Mantissa.ToByteArray();
        writer.Write(value.Exponent);
        writer.Write(mantissa.Length);
        writer.Write(mantissa);
    }

    /// <exception cref="FormatException">The bytes are no sum.</exception>
    public static ExactSum ReadSum(BinaryReader reader)
    {
        var exponent = reader.ReadInt32();
        var length = ReadCount(reader, MaxSumBytes);
        if (Math.Abs((long)exponent) > MaxExponent / 2)
        {
            throw Malformed();
        }

        var bytes = reader.ReadBytes(length);
        return bytes.Length == length ? ExactSum.Of(new ExactNumber(new BigInteger(bytes), exponent)) : throw Malformed();
    }

    /// <summary>A 64-bit count that is not negative.</summary>
    public static long ReadCount(BinaryReader reader) => reader.ReadInt64() is var count and >= 0 ? count : throw Malformed();

    /// <summary>A 32-bit count from 0 to a limit.</summary>
    public static int ReadCount(BinaryReader reader, int limit) =>
        reader.ReadInt32() is var count && count >= 0 && count <= limit ? count : throw Malformed();

    public static void Write(BinaryWriter writer, ReadOnlySpan<double> values) =>
        writer.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values));

    /// <summary>Fills a span with doubles, bit for bit.</summary>
    public static void Read(BinaryReader reader, Span<double> values) =>
        reader.BaseStream.ReadExactly(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values));

    /// <summary>What is thrown where bytes are not what an accumulator wrote.</summary>
    public static FormatException Malformed() => new("These bytes were not written by this version's accumulator.");

    /// <summary>Runs a writer and gives what it wrote.</summary>
    public static byte[] Written(Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        write(writer);
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Runs a reader over bytes to their end.</summary>
    /// <exception cref="FormatException">The bytes end too soon, go on too long, or are not what was written.</exception>
    public static T Read<T>(byte[] bytes, Func<BinaryReader, T> read)
    {
        using var stream = new MemoryStream(bytes, writable: false);
        using var reader = new BinaryReader(stream);
        try
        {
            var value = read(reader);
            return stream.Position == stream.Length ? value : throw Malformed();
        }
        catch (EndOfStreamException)
        {
            throw Malformed();
        }
    }
}
