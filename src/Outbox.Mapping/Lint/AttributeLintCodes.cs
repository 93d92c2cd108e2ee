using Outbox.Core.Errors;

namespace Outbox.Mapping.Lint;

/// <summary>The findings about what is said of people and objects: OBX180 to OBX189.</summary>
public static class AttributeLintCodes
{
    /// <summary>Several people with one e-mail.</summary>
    public static readonly ErrorCode SharedEmail = LintCodes.Code(180, "E-mail of several people");

    /// <summary>Several rows of the people view for one person.</summary>
    public static readonly ErrorCode SeveralRows = LintCodes.Code(181, "Several rows for one person");

    /// <summary>A refresh whose view has nothing but the key.</summary>
    public static readonly ErrorCode NothingToCompare = LintCodes.Code(182, "Refresh compares nothing");

    /// <summary>An object type that is no number.</summary>
    public static readonly ErrorCode ObjectType = LintCodes.Code(183, "Object type is no number");

    /// <summary>Objects of one type whose ids may be the same.</summary>
    public static readonly ErrorCode ObjectIdsCollide = LintCodes.Code(184, "Objects with the same ids");

    /// <summary>All of them, by number.</summary>
    public static IReadOnlyList<ErrorCode> All { get; } = LintCodes.CodesOf(typeof(AttributeLintCodes));
}
