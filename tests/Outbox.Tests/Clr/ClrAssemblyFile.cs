using System.Reflection;
using Outbox.Stores.SqlServer;

namespace Outbox.Tests.Clr;

/// <summary>The SQL CLR assembly that the product carries: the bytes that a server is given.</summary>
internal static class ClrAssemblyFile
{
    /// <summary>Its bytes.</summary>
    public static byte[] Bytes { get; } = Read();

    private static byte[] Read()
    {
        using var stream = typeof(SqlServerInstaller).Assembly.GetManifestResourceStream("clr/Outbox.Clr.dll")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The functions' class, loaded into this process: .NET runs what was compiled for .NET Framework.</summary>
    public static Type Functions { get; } = Assembly.Load(Bytes).GetType("Outbox.Clr.Functions", throwOnError: true)!;
}
