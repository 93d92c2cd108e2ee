using System.Diagnostics;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Outbox.Tests.Clr;

/// <summary>What a DBA asks of the assembly, asked of its metadata.</summary>
public sealed class AssemblyTests
{
    /// <summary>Of Microsoft's "Supported .NET Framework Libraries" (https://learn.microsoft.com/sql/relational-databases/clr-integration/database-objects/supported-net-framework-libraries).</summary>
    private static readonly string[] Supported =
    [
        "CustomMarshalers", "Microsoft.VisualBasic", "Microsoft.VisualC", "mscorlib", "System", "System.Configuration", "System.Core", "System.Data",
        "System.Data.OracleClient", "System.Data.SqlXml", "System.Deployment", "System.Security", "System.Transactions", "System.Web.Services", "System.Xml", "System.Xml.Linq",
    ];

    private static readonly PEReader File = new([.. ClrAssemblyFile.Bytes]);
    private static readonly MetadataReader Metadata = File.GetMetadataReader();

    private static IEnumerable<TypeDefinition> Types => Metadata.TypeDefinitions.Select(Metadata.GetTypeDefinition);

    private static IEnumerable<(string Type, MethodDefinition Method)> Methods =>
        Types.SelectMany(type => type.GetMethods().Select(m => (Metadata.GetString(type.Name), Metadata.GetMethodDefinition(m))));

    [Fact]
    public void Only_supported_libraries_are_referenced()
    {
        var references = Metadata.AssemblyReferences.Select(r => Metadata.GetString(Metadata.GetAssemblyReference(r).Name)).ToList();
        Assert.NotEmpty(references);
        Assert.Empty(references.Except(Supported));
        Assert.Equal(0, Metadata.GetTableRowCount(TableIndex.ModuleRef));
    }

    [Fact]
    public void It_is_for_version_4_of_the_runtime_and_any_processor()
    {
        Assert.Equal("v4.0.30319", Metadata.MetadataVersion);
        Assert.Equal(Machine.I386, File.PEHeaders.CoffHeader.Machine);
        Assert.True(File.PEHeaders.CorHeader!.Flags.HasFlag(CorFlags.ILOnly));
        Assert.False(File.PEHeaders.CorHeader.Flags.HasFlag(CorFlags.Requires32Bit));
    }

    [Fact]
    public void Nothing_in_it_needs_more_than_SAFE()
    {
        Assert.Equal(0, Metadata.GetTableRowCount(TableIndex.ImplMap));
        Assert.Equal(0, Metadata.GetTableRowCount(TableIndex.DeclSecurity));
        Assert.Empty(AttributesOf(Metadata.GetModuleDefinition().GetCustomAttributes()).Select(a => a.Name).Intersect(["UnverifiableCodeAttribute"]));
        Assert.Empty(AttributesOf(Metadata.GetAssemblyDefinition().GetCustomAttributes()).Select(a => a.Name)
            .Intersect(["SecurityPermissionAttribute", "AllowPartiallyTrustedCallersAttribute", "SecurityRulesAttribute", "SecurityCriticalAttribute"]));
        Assert.All(Methods, m => Assert.False(m.Method.Attributes.HasFlag(MethodAttributes.PinvokeImpl), Metadata.GetString(m.Method.Name)));
        Assert.All(Methods, m => Assert.Equal(MethodImplAttributes.IL, m.Method.ImplAttributes & MethodImplAttributes.CodeTypeMask));
        Assert.All(Methods.Where(m => m.Method.RelativeVirtualAddress != 0), m => Assert.DoesNotContain('*', SignaturesOf(m.Method)));
    }

    [Fact]
    public void It_keeps_nothing_between_calls()
    {
        var statics = Types.SelectMany(t => t.GetFields()).Select(Metadata.GetFieldDefinition).Where(f => f.Attributes.HasFlag(FieldAttributes.Static)).ToList();
        Assert.NotEmpty(statics);
        Assert.Empty(statics
            .Where(f => (f.Attributes & (FieldAttributes.InitOnly | FieldAttributes.Literal)) == 0)
            .Select(f => Metadata.GetString(f.Name)));

        // What is read-only could still be an array or a list: no static is of such a type.
        Assert.Empty(statics
            .Where(f => !f.Attributes.HasFlag(FieldAttributes.Literal) && !Metadata.GetString(Metadata.GetTypeDefinition(f.GetDeclaringType()).Name).StartsWith("<PrivateImplementationDetails>", StringComparison.Ordinal))
            .Select(f => Metadata.GetString(f.Name)));
        Assert.DoesNotContain(Methods, m => Metadata.GetString(m.Method.Name) == ".cctor");
    }

    [Fact]
    public void It_has_no_finalizer_no_thread_and_no_lock() => Assert.Empty(
        Metadata.TypeReferences.Select(Metadata.GetTypeReference)
            .Where(t => Metadata.GetString(t.Namespace).StartsWith("System.Threading", StringComparison.Ordinal)
                || Metadata.GetString(t.Namespace) is "System.IO" or "System.Net" or "System.Reflection.Emit" or "System.Diagnostics")
            .Select(t => $"{Metadata.GetString(t.Namespace)}.{Metadata.GetString(t.Name)}")
            .Except(["System.Diagnostics.DebuggableAttribute", "System.Diagnostics.DebuggerBrowsableAttribute", "System.Diagnostics.DebuggerBrowsableState"])
            .Concat(Methods.Select(m => Metadata.GetString(m.Method.Name)).Where(name => name == "Finalize")));

    [Theory]
    [InlineData("EventUlid")]
    [InlineData("PropertiesFault")]
    [InlineData("Utf8Length")]
    [InlineData("NormalizeEmail")]
    [InlineData("DecodeUlid")]
    public void A_function_is_declared_deterministic_precise_and_without_data(string name)
    {
        var method = Assert.Single(Methods, m => m.Type == "Functions" && Metadata.GetString(m.Method.Name) == name).Method;
        var function = Assert.Single(AttributesOf(method.GetCustomAttributes()), a => a.Name == "SqlFunctionAttribute");
        Assert.Equal(true, function.Named["IsDeterministic"]);
        Assert.Equal(true, function.Named["IsPrecise"]);
        Assert.Equal(0, function.Named["DataAccess"]);
        Assert.Equal(0, function.Named["SystemDataAccess"]);
    }

    [Fact]
    public void SQL_Server_can_call_nothing_else()
    {
        var functions = Methods.Where(m => AttributesOf(m.Method.GetCustomAttributes()).Any(a => a.Name == "SqlFunctionAttribute")).Select(m => Metadata.GetString(m.Method.Name));
        Assert.Equal(5, functions.Count());
        Assert.Equal(6, Methods.Count(m => m.Type == "Functions" && m.Method.Attributes.HasFlag(MethodAttributes.Public)));
        Assert.Contains(Methods, m => m.Type == "Functions" && Metadata.GetString(m.Method.Name) == "FillUlid");
    }

    [Fact]
    public void It_has_a_strong_name_of_the_committed_key()
    {
        Assert.True(File.PEHeaders.CorHeader!.Flags.HasFlag(CorFlags.StrongNameSigned));
        var definition = Metadata.GetAssemblyDefinition();
        using var key = new RSACryptoServiceProvider();
        key.ImportCspBlob(System.IO.File.ReadAllBytes(Beside("Outbox.Clr.snk")));

        // The key follows two headers: of a strong name, 12 bytes, and of the blob, 8 bytes that also name what the key is for.
        Assert.Equal(key.ExportCspBlob(false)[8..], Metadata.GetBlobBytes(definition.PublicKey)[20..]);
        Assert.Equal(new Version(1, 0, 0, 0), definition.Version);
    }

    [Fact]
    public void Its_bytes_are_those_whose_hash_was_approved()
    {
        var hash = Convert.ToHexStringLower(SHA512.HashData(ClrAssemblyFile.Bytes));
        if (Environment.GetEnvironmentVariable("OUTBOX_ACCEPT_GOLDEN") == "1")
        {
            System.IO.File.WriteAllText(Beside("Outbox.Clr.sha512"), hash + "\n");
        }

        Assert.Equal(System.IO.File.ReadAllText(Beside("Outbox.Clr.sha512")).Trim(), hash);
    }

    [Fact]
    public void It_says_nothing_of_the_machine_that_built_it()
    {
        var text = System.Text.Encoding.Latin1.GetString(ClrAssemblyFile.Bytes);
        Assert.DoesNotContain(".pdb", text, StringComparison.Ordinal);
        Assert.DoesNotContain(System.IO.Path.GetDirectoryName(Beside(""))!, text, StringComparison.Ordinal);
        Assert.Contains(File.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.Reproducible);
    }

    [Fact]
    public async Task A_verifier_of_IL_finds_nothing()
    {
        var stop = TestContext.Current.CancellationToken;
        var file = Path.Combine(AppContext.BaseDirectory, "clr-runner", "Outbox.Clr.dll");
        Assert.Equal(ClrAssemblyFile.Bytes, await System.IO.File.ReadAllBytesAsync(file, stop));
        using var verifier = new Process { StartInfo = new ProcessStartInfo("pedump", ["--verify", "code,error", file]) { RedirectStandardOutput = true } };
        try
        {
            verifier.Start();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("not verified: pedump is not there (Debian: mono-utils)");
        }

        Assert.Equal("", await verifier.StandardOutput.ReadToEndAsync(stop));
        await verifier.WaitForExitAsync(stop);
        Assert.Equal(0, verifier.ExitCode);
    }

    private static string SignaturesOf(MethodDefinition method)
    {
        var signature = method.DecodeSignature(new TypeNames(), null);
        var body = File.GetMethodBody(method.RelativeVirtualAddress);
        var locals = body.LocalSignature.IsNil ? [] : Metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(new TypeNames(), null);
        return string.Join(' ', [signature.ReturnType, .. signature.ParameterTypes, .. locals]);
    }

    private static IEnumerable<(string Name, IReadOnlyDictionary<string, object?> Named)> AttributesOf(CustomAttributeHandleCollection handles)
    {
        foreach (var attribute in handles.Select(Metadata.GetCustomAttribute))
        {
            var type = attribute.Constructor.Kind == HandleKind.MemberReference
                ? Metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent
                : Metadata.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType();
            var name = type.Kind == HandleKind.TypeReference
                ? Metadata.GetString(Metadata.GetTypeReference((TypeReferenceHandle)type).Name)
                : Metadata.GetString(Metadata.GetTypeDefinition((TypeDefinitionHandle)type).Name);
            var named = name.StartsWith("Sql", StringComparison.Ordinal)
                ? attribute.DecodeValue(new TypeNames()).NamedArguments.ToDictionary(a => a.Name!, a => a.Value)
                : [];
            yield return (name, named);
        }
    }

    private static string Beside(string file, [CallerFilePath] string caller = "") =>
        Path.Combine(Path.GetDirectoryName(caller)!, "..", "..", "..", "database", "clr", file);
}
