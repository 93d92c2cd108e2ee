using Outbox.Core.Errors;

namespace Outbox.Mapping.Lint;

/// <summary>The findings about a mapping by itself: OBX100 to OBX149. Those that need a database: <see cref="DatabaseLintCodes"/>.</summary>
public static class LintCodes
{
    /// <summary>The file breaks YAML's grammar.</summary>
    public static readonly ErrorCode NotYaml = Code(100, "Not YAML");

    /// <summary>The file has no content.</summary>
    public static readonly ErrorCode EmptyFile = Code(101, "Empty file");

    /// <summary>The file has more than 1 MB.</summary>
    public static readonly ErrorCode TooLarge = Code(102, "File too large");

    /// <summary>The file has a second YAML document.</summary>
    public static readonly ErrorCode SecondDocument = Code(103, "Second document");

    /// <summary>An alias or a tag.</summary>
    public static readonly ErrorCode AliasOrTag = Code(104, "Alias or tag");

    /// <summary>Lists or maps nest too deep.</summary>
    public static readonly ErrorCode TooDeep = Code(105, "Nested too deep");

    /// <summary>A list where a map belongs, a map where a value belongs …</summary>
    public static readonly ErrorCode WrongShape = Code(106, "Wrong shape");

    /// <summary>A key stands twice.</summary>
    public static readonly ErrorCode DuplicateKey = Code(107, "Duplicate key");

    /// <summary>A key that means nothing there.</summary>
    public static readonly ErrorCode UnknownKey = Code(108, "Unknown key");

    /// <summary>A key that must be there is not.</summary>
    public static readonly ErrorCode MissingKey = Code(109, "Missing key");

    /// <summary>A word that is none of the words allowed.</summary>
    public static readonly ErrorCode UnknownWord = Code(110, "Unknown word");

    /// <summary>A number, flag or literal that cannot be read.</summary>
    public static readonly ErrorCode BadValue = Code(111, "Bad value");

    /// <summary>A version of the format that this program does not know.</summary>
    public static readonly ErrorCode UnknownVersion = Code(112, "Unknown version");

    /// <summary>A key without a value, an empty list or map.</summary>
    public static readonly ErrorCode EmptyValue = Code(113, "Empty value");

    /// <summary>A table's name that no table can have.</summary>
    public static readonly ErrorCode BadTableName = Code(114, "Bad table name");

    /// <summary>A column's name that no column should have.</summary>
    public static readonly ErrorCode BadColumnName = Code(115, "Bad column name");

    /// <summary>A name that is not snake_case.</summary>
    public static readonly ErrorCode NotSnakeCase = Code(116, "Not snake_case");

    /// <summary>Money under a name that does not end in <c>_cents</c>.</summary>
    public static readonly ErrorCode MoneyName = Code(117, "Money without _cents");

    /// <summary>Cents of an unknown currency.</summary>
    public static readonly ErrorCode CentsWithoutCurrency = Code(118, "Cents without a currency");

    /// <summary>A <c>_cents</c> name whose value is not made an integer.</summary>
    public static readonly ErrorCode CentsNotInteger = Code(119, "_cents that may not be an integer");

    /// <summary>A time zone that the IANA database does not have.</summary>
    public static readonly ErrorCode UnknownZone = Code(120, "Unknown time zone");

    /// <summary>A currency code that ISO 4217 does not have.</summary>
    public static readonly ErrorCode UnknownCurrency = Code(121, "Unknown currency");

    /// <summary>A region code that ISO 3166 does not have.</summary>
    public static readonly ErrorCode UnknownRegion = Code(122, "Unknown region");

    /// <summary>A property or attribute that is called <c>status</c>.</summary>
    public static readonly ErrorCode BareStatus = Code(123, "Bare status");

    /// <summary>A person's id that is an e-mail address or a phone number.</summary>
    public static readonly ErrorCode PersonIdIsContact = Code(124, "Person id is an e-mail or a phone");

    /// <summary>A prefix of person ids that cannot be used.</summary>
    public static readonly ErrorCode BadPrefix = Code(125, "Bad person id prefix");

    /// <summary>An event that can happen again under the same event id.</summary>
    public static readonly ErrorCode TransitionId = Code(126, "Event id that repeats");

    /// <summary>Two event types of one name.</summary>
    public static readonly ErrorCode DuplicateEvent = Code(127, "Duplicate event name");

    /// <summary>Two feeds of one table.</summary>
    public static readonly ErrorCode DuplicateFeed = Code(128, "Duplicate feed");

    /// <summary>A name that Customer.io gives a meaning of its own.</summary>
    public static readonly ErrorCode ReservedName = Code(129, "Reserved name");

    /// <summary>An event name that looks like a rehearsal's.</summary>
    public static readonly ErrorCode ShadowName = Code(130, "Event name begins with shadow_");

    /// <summary>A name longer than Customer.io takes.</summary>
    public static readonly ErrorCode NameTooLong = Code(131, "Name too long");

    /// <summary>More attributes than Customer.io takes.</summary>
    public static readonly ErrorCode TooManyAttributes = Code(132, "Too many attributes");

    /// <summary>A live event that another system owns.</summary>
    public static readonly ErrorCode NotOurEvent = Code(133, "Live event of another trigger source");

    /// <summary>A cron expression that cannot be read or never comes due.</summary>
    public static readonly ErrorCode BadCron = Code(134, "Bad cron expression");

    /// <summary>A value before the write where no write has one.</summary>
    public static readonly ErrorCode BeforeWithoutUpdate = Code(135, "before without an update");

    /// <summary>Conditions that can never hold together.</summary>
    public static readonly ErrorCode Contradiction = Code(136, "Contradiction");

    /// <summary>Guests that no event can bring.</summary>
    public static readonly ErrorCode GuestsUnused = Code(137, "Guests of no event");

    /// <summary>An event type that starts live.</summary>
    public static readonly ErrorCode LiveAtOnce = Code(138, "Live without a rehearsal");

    /// <summary>An event without a time of its own.</summary>
    public static readonly ErrorCode NoOccurredAt = Code(139, "No occurred_at");

    /// <summary>An attribute that Customer.io knows, with another type than it expects.</summary>
    public static readonly ErrorCode AttributeType = Code(140, "Wrong type of a known attribute");

    /// <summary>A currency, region or zone that the conversion does not use.</summary>
    public static readonly ErrorCode IdleSetting = Code(141, "Setting without effect");

    /// <summary>A property that stands in two places.</summary>
    public static readonly ErrorCode DuplicateProperty = Code(142, "Duplicate property");

    /// <summary>All of them, by number.</summary>
    public static IReadOnlyList<ErrorCode> All { get; } = CodesOf(typeof(LintCodes));

    internal static ErrorCode Code(int number, string title) => new($"OBX{number}", title, ErrorKind.Mapping);

    internal static IReadOnlyList<ErrorCode> CodesOf(Type registry) =>
        [.. registry.GetFields().Select(f => f.GetValue(null)).OfType<ErrorCode>().OrderBy(c => c.Id, StringComparer.Ordinal)];
}
