using System.Collections.Frozen;

namespace Outbox.Stores.SqlServer;

/// <summary>An error that goes by itself.</summary>
/// <param name="Number">Its number.</param>
/// <param name="What">What it says, in a few words.</param>
/// <param name="Page">The page of Microsoft Learn that describes it, or the list that it stands in.</param>
internal sealed record PassingError(int Number, string What, string Page);

/// <summary>
/// The errors after which the same call is made again. All of them, and docs/sqlserver.md has the same table: a number that is
/// in neither ends the call.
/// </summary>
internal static class PassingErrors
{
    /// <summary>What the outbox's own procedures say of an application lock that was not got in time.</summary>
    public const int LockNotGot = 50450;

    /// <summary>A lock was not got within LOCK_TIMEOUT.</summary>
    public const int LockTimeout = 1222;

    /// <summary>
    /// A key that is there already. It passes where one of the outbox's procedures inserts who is new behind a plain read: of
    /// two who insert at once one gets it, and finds the row when it tries again. Elsewhere it is a defect.
    /// </summary>
    public const int DuplicateKey = 2627;

    /// <summary>The database cannot be opened. While a dispatcher runs that is a failover or a restore; before, a wrong name.</summary>
    public const int CannotOpenDatabase = 4060;

    private const string Locks = "SET LOCK_TIMEOUT; Transaction locking and row versioning guide";
    private const string Retry = "SqlConfigurableRetryFactory class: default list of transient errors";
    private const string Azure = "Troubleshoot transient connection errors in SQL Database and SQL Managed Instance";
    private const string Limits = "Resource management in Azure SQL Database";
    private const string Groups = "Database engine events and errors: availability groups";
    private const string Recovery = "Database engine events and errors: state of a database";
    private const string Network = "Troubleshoot connectivity issues; Windows Sockets error codes";

    /// <summary>The primary keys behind whose plain read a procedure inserts.</summary>
    private static readonly string[] Probed = ["PK_Person", "PK_Guest", "PK_Removal", "PK_Schedule", "PK_Binding", "PK_Address", "PK_Dispatcher", "PK_Erasure"];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<PassingError> All { get; } =
    [
        Passing(-2, "The command's time-out", Retry),
        Passing(20, "The instance does not take the encryption asked for, as while it starts", Retry),
        Passing(64, "The connection was lost while logging in", Retry),
        Passing(121, "The network's time-out", Network),
        Passing(233, "The connection was closed while logging in", Retry),
        Passing(258, "The wait for an answer ran out", Network),
        Passing(601, "A scan could not go on, since rows moved", "MSSQLSERVER_601"),
        Passing(615, "The database was not found by its number, as in a failover", Azure),
        Passing(701, "Not enough memory", "MSSQLSERVER_701"),
        Passing(913, "The database was not found by its number, as in a failover", Groups),
        Passing(921, "The database is not recovered yet", Recovery),
        Passing(922, "The database is being recovered", Recovery),
        Passing(923, "The database is in restricted mode", Recovery),
        Passing(926, "The database is marked suspect, as while it recovers", Azure),
        Passing(927, "The database is being restored", Recovery),
        Passing(952, "The database is in transition", Groups),
        Passing(976, "The replica is not readable", Groups),
        Passing(978, "The replica takes read-only connections alone", Groups),
        Passing(982, "The replica is not ready for read access", Groups),
        Passing(983, "The replica's role is being resolved", Groups),
        Passing(988, "The availability group lacks a quorum", Groups),
        Passing(995, "An operation of the network was broken off", Network),
        Passing(997, "An operation of the network is under way", Retry),
        Passing(1105, "A file group is full", "MSSQLSERVER_1105"),
        Passing(1204, "The lock manager has no lock left", "MSSQLSERVER_1204"),
        Passing(1205, "Chosen as the victim of a deadlock", "MSSQLSERVER_1205"),
        Passing(LockTimeout, "A lock was not got within LOCK_TIMEOUT", "MSSQLSERVER_1222"),
        Passing(1236, "The connection was broken off by this machine", Network),
        Passing(DuplicateKey, "A key that another session inserted a moment before; of the outbox's own tables alone", "MSSQLSERVER_2627"),
        Passing(3906, "The database is read-only, as a replica that was the primary", Recovery),
        Passing(3960, "A row was changed under snapshot isolation", "Snapshot isolation in SQL Server"),
        Passing(CannotOpenDatabase, "The database cannot be opened; once it was open", Azure),
        Passing(4221, "The login waits for row versions on a secondary", Azure),
        Passing(6005, "The server is shutting down", Recovery),
        Passing(8645, "The wait for a memory grant ran out", "MSSQLSERVER_8645"),
        Passing(8651, "A memory grant could not be given", "Database engine events and errors: memory"),
        Passing(9002, "The transaction log is full", "MSSQLSERVER_9002"),
        Passing(10053, "The connection was broken off by this machine", Retry),
        Passing(10054, "The connection was broken off by the other side", Retry),
        Passing(10060, "The server did not answer in time", Retry),
        Passing(10928, "A limit of the database's resources is reached", Limits),
        Passing(10929, "The server is too busy for more than the database's minimum", Limits),
        Passing(10936, "A limit of the elastic pool is reached", Limits),
        Passing(17142, "The service is paused", Recovery),
        Passing(17830, "The network failed while logging in", "MSSQLSERVER_17830"),
        Passing(18401, "The server runs an upgrade script", Recovery),
        Passing(40143, "The service could not process the request", Retry),
        Passing(40197, "The service could not process the request, as in a failover", Azure),
        Passing(40501, "The service is busy", Azure),
        Passing(40540, "The service could not process the request", Retry),
        Passing(40613, "The database is not available just now", Azure),
        Passing(42108, "A paused pool is being resumed", Retry),
        Passing(42109, "A paused pool is warming up", Retry),
        Passing(49918, "Not enough resources for the request", Azure),
        Passing(49919, "Too many create or update operations", Azure),
        Passing(49920, "Too many operations", Azure),
        Passing(LockNotGot, "An application lock of the outbox was not got in time", Locks),
    ];

    private static readonly FrozenSet<int> Numbers = All.Select(error => error.Number).ToFrozenSet();

    /// <summary>Whether an error passes.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="message">Its text: it names the key of a duplicate.</param>
    /// <param name="wasOpen">Whether the database has been opened before.</param>
    public static bool Has(int number, string message, bool wasOpen) => number switch
    {
        DuplicateKey => Array.Exists(Probed, key => message.Contains(key, StringComparison.OrdinalIgnoreCase)),
        CannotOpenDatabase => wasOpen,
        _ => Numbers.Contains(number),
    };

    private static PassingError Passing(int number, string what, string page) => new(number, what, page);
}
