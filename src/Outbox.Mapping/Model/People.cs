namespace Outbox.Mapping.Model;

/// <summary>Who the persons are (<c>people</c>).</summary>
public sealed record People
{
    /// <summary>The table with a row for each person.</summary>
    public required TableReference Table { get; init; }

    /// <summary>Its stable key.</summary>
    public required ColumnReference Id { get; init; }

    /// <summary>What stands before the key in the person id; may be empty.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Which rows are persons to send.</summary>
    public IReadOnlyList<Filter> Where { get; init; } = [];

    /// <summary>Attributes from columns of the table, or looked up by them.</summary>
    public IReadOnlyList<Property> Attributes { get; init; } = [];

    /// <summary>A view with a row for each person: computed attributes.</summary>
    public ViewReference? View { get; init; }

    /// <summary>Other tables whose writes change a person's attributes.</summary>
    public IReadOnlyList<TouchSource> TouchedBy { get; init; } = [];

    /// <summary>Values that change without a write; null where there are none.</summary>
    public Refresh? Refresh { get; init; }

    /// <summary>How the table says that a person is gone; null where it does not.</summary>
    public Deletion? Deleted { get; init; }

    /// <summary>What an event of a person not sent yet does.</summary>
    public UnknownPolicy Unknown { get; init; } = UnknownPolicy.SendFirst;

    /// <summary>Whether the workspace has the phone as an identifier: one phone, one person.</summary>
    public bool PhoneIdentifies { get; init; }

    /// <summary>Where buyers without an account stand; null where there are none.</summary>
    public Guests? Guests { get; init; }

    /// <summary>The place in the file.</summary>
    public Position At { get; init; }
}

/// <summary>An entry of <c>touched_by</c>.</summary>
/// <param name="Table">The table whose inserts, updates and deletes touch a person.</param>
/// <param name="Person">Which person.</param>
/// <param name="CapturedBy">Its unique name in the outbox: <c>touched_by:TABLE</c>, with <c>#2</c> … for further entries of one table.</param>
/// <param name="At">The place in the file.</param>
public sealed record TouchSource(TableReference Table, PersonReference Person, string CapturedBy, Position At);

/// <summary>
/// <c>refresh: { view, person, cron }</c>: values that depend on the clock. Who has other values than at the last run is
/// touched.
/// </summary>
/// <param name="View">The view with a row for each person.</param>
/// <param name="Person">Its column with the person's key; the others are compared.</param>
/// <param name="Cron">Five-field cron expression.</param>
/// <param name="CronZone">The IANA zone of the cron expression; null for the mapping's.</param>
/// <param name="At">The place in the file.</param>
public sealed record Refresh(TableReference View, ColumnReference Person, string Cron, string? CronZone, Position At)
{
    /// <summary>Its name among the schedules, and what its touches are captured by.</summary>
    public const string Name = "people.refresh";
}

/// <summary><c>deleted: { when: …, then: … }</c>.</summary>
/// <param name="When">The column and the value that it takes; a row that passes is gone.</param>
/// <param name="Then">What to tell Customer.io.</param>
public sealed record Deletion(Becomes When, DeletionAction Then);

/// <summary>What a deletion means at Customer.io.</summary>
public enum DeletionAction
{
    /// <summary>Delete and block.</summary>
    Suppress,

    /// <summary>Delete.</summary>
    Delete,

    /// <summary>Nothing is sent; the person's later rows are skipped.</summary>
    Ignore,
}

/// <summary>What an event of a person whose attributes were not accepted yet does.</summary>
public enum UnknownPolicy
{
    /// <summary>The attributes go first.</summary>
    SendFirst,

    /// <summary>It is skipped: only persons already there get events.</summary>
    Require,

    /// <summary>It goes all the same.</summary>
    Send,
}

/// <summary><c>guests: { table, when_null, email }</c>.</summary>
/// <param name="Table">The table whose rows may lack a person.</param>
/// <param name="WhenNull">The person column that is null then.</param>
/// <param name="Email">The column with the guest's e-mail.</param>
/// <param name="At">The place in the file.</param>
public sealed record Guests(TableReference Table, ColumnReference WhenNull, ColumnReference Email, Position At);
