using Outbox.Core.Errors;

namespace Outbox.Stores.SqlServer.Clr;

/// <summary>What is done about the SQL CLR assembly. Pure.</summary>
/// <param name="Install">Whether it is put into the database, in place of another if there is one.</param>
/// <param name="Trust">Whether the server is told to trust its hash before.</param>
/// <param name="Drop">Whether it is taken away.</param>
/// <param name="Told">What was chosen and why, for a line of the report.</param>
internal sealed record ClrPlan(bool Install, bool Trust, bool Drop, string Told)
{
    private const string Same = "the T-SQL functions do the same";

    /// <summary>Decides.</summary>
    /// <param name="choice">What was asked for.</param>
    /// <param name="state">What server and database say.</param>
    /// <param name="place">The database, for an error.</param>
    /// <exception cref="OutboxException">OBX223: it is required and the server does not let it in.</exception>
    public static ClrPlan Decide(ClrChoice choice, ClrState state, string place)
    {
        if (choice == ClrChoice.Never)
        {
            return state.IsThere
                ? new ClrPlan(false, false, true, "dropped: --clr never")
                : Nothing($"not installed: --clr never; {Same}");
        }

        var isRequired = choice == ClrChoice.Require;
        var (why, mend) = Obstacle(state, isRequired);
        if (why is null)
        {
            var trust = state.IsStrict && state.IsTrusted != true;
            return state.IsCurrent
                ? new ClrPlan(false, trust, false, trust ? $"trusted: {Hash}" : "as it is: SAFE, and the server lets it in")
                : new ClrPlan(true, trust, false, trust ? $"installed: SAFE; the server now trusts {Hash}" : "installed: SAFE, and the server lets it in as it is set");
        }

        return isRequired
            ? throw new OutboxException(StoreErrors.ClrRefused, $"--clr require: {why}.", place, mend)
            : Nothing($"{(state.IsThere ? "left as it is" : "not installed")}: {why}; {Same}");
    }

    private static string Hash => "SHA-512 " + Convert.ToHexString(ClrAssembly.Hash)[..16] + "…";

    /// <summary>What stands in the way, and what a DBA would do about it.</summary>
    private static (string? Why, string Mend) Obstacle(ClrState state, bool mayChangeServer)
    {
        var trust = $"EXEC sys.sp_add_trusted_assembly @hash = {ClrAssembly.Literal(ClrAssembly.Hash)}, @description = N'Outbox.Clr';";
        return state switch
        {
            { HasClr: false } => ("the server has no SQL CLR", "Leave --clr out: the T-SQL functions give the same results."),
            { IsEnabled: false } => (
                "'clr enabled' is off, and migrate never changes it",
                "A DBA decides: EXEC sys.sp_configure N'clr enabled', 1; RECONFIGURE; or leave --clr out."),
            { IsStrict: false } or { IsTrusted: true } => (null, ""),
            { MayTrust: true } when mayChangeServer => (null, ""),
            { IsTrusted: null } when !state.MayTrust => (
                "'clr strict security' is on, and this login may not see whether the server trusts the assembly",
                $"A DBA runs, as a member of sysadmin: {trust} and then migrate, with VIEW SERVER STATE."),
            _ => (
                "'clr strict security' is on and the server does not trust the assembly",
                $"A DBA runs, as a member of sysadmin: {trust}"),
        };
    }

    private static ClrPlan Nothing(string told) => new(false, false, false, told);
}
