namespace Outbox.Core.People;

/// <summary>E-mail addresses as Customer.io compares them: without regard to case.</summary>
/// <remarks>
/// The rule is written out and not left to a runtime: what .NET, .NET Framework and SQL Server's collations know of
/// Unicode differs by version, and a guest's id is made of the result. <c>outbox.NormalizeEmail</c> says the same in
/// T-SQL, and the SQL CLR assembly compiles this file (<c>database/clr</c>).
/// </remarks>
public static class EmailAddress
{
    /// <summary>What is trimmed at both ends: the white space of Unicode.</summary>
    public const string WhiteSpace =
        "\u0009\u000A\u000B\u000C\u000D\u0020\u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000";

    /// <summary>The capitals that have a small letter here: Latin (U+0041 to U+017D), Greek and Cyrillic.</summary>
    public const string Capitals =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ"
        + "ĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮĲĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽ"
        + "ΆΈΉΊΌΎΏΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫ"
        + "ЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯҐ";

    /// <summary>The small letter of each of <see cref="Capitals"/>, at the same place.</summary>
    public const string SmallLetters =
        "abcdefghijklmnopqrstuvwxyzàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþ"
        + "āăąćĉċčďđēĕėęěĝğġģĥħĩīĭįĳĵķĺļľŀłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷÿźżž"
        + "άέήίόύώαβγδεζηθικλμνξοπρστυφχψωϊϋ"
        + "ѐёђѓєѕіїјљњћќѝўџабвгдежзийклмнопрстуфхцчшщъыьэюяґ";

    /// <summary>
    /// Trimmed of white space and in small letters; nothing else is touched (no dots, no <c>+tag</c>). Letters that are
    /// not among <see cref="Capitals"/> stay as they are.
    /// </summary>
    public static string Normalize(string email)
    {
        var start = 0;
        var end = email.Length;
        while (start < end && IsSpace(email[start]))
        {
            start++;
        }

        while (end > start && IsSpace(email[end - 1]))
        {
            end--;
        }

        var letters = email.ToCharArray(start, end - start);
        for (var i = 0; i < letters.Length; i++)
        {
            var capital = Capitals.IndexOf(letters[i]);
            if (capital >= 0)
            {
                letters[i] = SmallLetters[capital];
            }
        }

        return new string(letters);
    }

    private static bool IsSpace(char c)
    {
        foreach (var space in WhiteSpace)
        {
            if (c == space)
            {
                return true;
            }
        }

        return false;
    }
}
