namespace Outbox.Core.Errors;

/// <summary>Who can mend an error; the command line makes its exit code of it.</summary>
public enum ErrorKind
{
    /// <summary>The mapping file: its author.</summary>
    Mapping,

    /// <summary>Settings, arguments, files, ports: whoever starts the command.</summary>
    Configuration,

    /// <summary>The database or its rights: the DBA.</summary>
    Database,

    /// <summary>Customer.io: credentials, region, reachability.</summary>
    CustomerIo,

    /// <summary>One value or row: it is recorded with the row and stops nothing else.</summary>
    Row,
}
