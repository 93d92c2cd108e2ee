using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Outbox.Tests.TSql.Collations;

/// <summary>
/// Computes the collation label of every expression of a script by Microsoft's page "Collation precedence", and checks how
/// names are spelled, which counts where the collation is case-sensitive. Whatever it does not know is a fault of its own.
/// </summary>
internal sealed partial class Checker
{
    private readonly Objects _objects;
    private readonly string _script;
    private readonly bool _isShops;
    private readonly HashSet<TSqlFragment> _visited = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, (string Name, Label Label)> _variables = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (string Name, IReadOnlyList<Column> Columns)> _tableVariables = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (string Name, IReadOnlyList<Column> Columns)> _temporary = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Dictionary<string, (string Name, IReadOnlyList<Column> Columns)>> _ctes = [];
    private readonly List<Finding> _findings = [];
    private readonly List<string> _compared = [];
    private IReadOnlyList<Column>? _triggerTable;
    private bool _takesParameters;
    private int _lineOffset;

    private Checker(Objects objects, string script, bool isShops)
    {
        _objects = objects;
        _script = script;
        _isShops = isShops;
    }

    /// <summary>The faults of a script; what it creates is added to <paramref name="objects"/>.</summary>
    /// <param name="objects">What is there.</param>
    /// <param name="script">The script.</param>
    /// <param name="isShops">Whether it is the shop's own: its tables have whatever collation the shop likes.</param>
    public static IReadOnlyList<Finding> Check(Objects objects, Script script, bool isShops = false)
    {
        return Look(objects, script, isShops).Findings;
    }

    /// <summary>The faults of a script, and the collation by which each of its operators and functions compares.</summary>
    public static (IReadOnlyList<Finding> Findings, IReadOnlyList<string> Compared) Look(Objects objects, Script script, bool isShops = false)
    {
        var checker = new Checker(objects, script.Name, isShops);
        checker.Run(script.Text);
        return (checker._findings, checker._compared);
    }

    private void Run(string text)
    {
        using var reader = new StringReader(text);
        var fragment = (TSqlScript)new TSql170Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        foreach (var error in errors)
        {
            _findings.Add(new Finding(Fault.Unresolved, _script, error.Line, error.Message));
        }

        foreach (var batch in fragment.Batches)
        {
            // Outside of a module the client's parameters are variables too.
            _variables.Clear();
            _tableVariables.Clear();
            _takesParameters = true;
            Walk(batch.Statements);
        }

        fragment.Accept(new Rest(this));
    }

    /// <summary>A text within a text: what EXEC and sp_executesql run.</summary>
    private void RunDynamic(StringLiteral text, IEnumerable<(string Name, Label Label)> parameters)
    {
        var inner = new Checker(_objects, _script, _isShops) { _lineOffset = _lineOffset + text.StartLine - 1 };
        foreach (var (name, table) in _temporary)
        {
            inner._temporary[name] = table;
        }

        using var reader = new StringReader(text.Value);
        var fragment = (TSqlScript)new TSql170Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        if (errors.Count > 0)
        {
            Report(Fault.Unresolved, text, errors[0].Message);
            return;
        }

        foreach (var parameter in parameters)
        {
            inner._variables[parameter.Name] = parameter;
        }

        foreach (var batch in fragment.Batches)
        {
            inner.Walk(batch.Statements);
        }

        fragment.Accept(new Rest(inner));
        _findings.AddRange(inner._findings);
        _compared.AddRange(inner._compared);
    }

    private void Report(Fault fault, TSqlFragment at, string what)
    {
        var finding = new Finding(fault, _script, at.StartLine + _lineOffset, $"{what} in: {Text(at)}");
        if (!_findings.Contains(finding))
        {
            _findings.Add(finding);
        }
    }

    private void Spelled(string declared, string used, TSqlFragment at)
    {
        if (!string.Equals(declared, used, StringComparison.Ordinal))
        {
            Report(Fault.Spelling, at, $"{used} is declared as {declared}");
        }
    }

    private static string Text(TSqlFragment fragment)
    {
        var text = string.Concat(Enumerable.Range(fragment.FirstTokenIndex, fragment.LastTokenIndex - fragment.FirstTokenIndex + 1)
            .Select(i => fragment.ScriptTokenStream[i])
            .Select(t => t.TokenType == TSqlTokenType.WhiteSpace ? " " : t.Text));
        text = string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return text.Length > 160 ? text[..160] + " …" : text;
    }

    /// <summary>Nothing may be left that was not looked at: no expression, no condition, no table.</summary>
    private sealed class Rest(Checker checker) : TSqlFragmentVisitor
    {
        public override void Visit(ScalarExpression node)
        {
            if (node is not Literal { Collation: null })
            {
                See(node);
            }
        }

        public override void Visit(BooleanExpression node) => See(node);

        public override void Visit(TableReference node) => See(node);

        private void See(TSqlFragment node)
        {
            if (!checker._visited.Contains(node))
            {
                checker.Report(Fault.Unresolved, node, $"{node.GetType().Name} was not looked at");
            }
        }
    }
}
