using Outbox.Core.Errors;
using Outbox.Mapping.Draft;
using Spectre.Console;

namespace Outbox.Cli.Draft;

/// <summary>Asks a person what a database cannot tell; each question has the guess as its answer.</summary>
internal sealed class Questions(IAnsiConsole console, Func<DraftAnswers, ShopGuess> guess)
{
    /// <summary>The answers, those already given among them.</summary>
    public async Task<DraftAnswers> AskAsync(DraftAnswers given, string localZone, CancellationToken cancellationToken)
    {
        var answers = given;
        if (given.People is null)
        {
            answers = await AskAsync("The table with a row for each person", g => g.People.Name.ToString(), answers, (a, text) => a with { People = text }, cancellationToken);
        }

        if (given.Key is null)
        {
            answers = await AskAsync("Its key, which never changes", g => g.Key.Name, answers, (a, text) => a with { Key = text }, cancellationToken);
        }

        if (given.Orders is null)
        {
            answers = await AskAsync(
                $"The table with a row for each order ({ShopGuess.None} for none)",
                g => g.Orders?.Name.ToString() ?? ShopGuess.None, answers, (a, text) => a with { Orders = text }, cancellationToken);
        }

        answers = answers with
        {
            TimeZone = given.TimeZone ?? await PromptAsync("The time zone of its clock", localZone, cancellationToken),
            Currency = given.Currency ?? await PromptAsync("The currency of amounts that name none", "USD", cancellationToken),
        };
        return answers;
    }

    private async Task<DraftAnswers> AskAsync(
        string question, Func<ShopGuess, string> proposal, DraftAnswers answers, Func<DraftAnswers, string, DraftAnswers> with, CancellationToken cancellationToken)
    {
        while (true)
        {
            var proposed = Try(() => proposal(guess(answers)));
            var text = await PromptAsync(question, proposed, cancellationToken);

            // The guess itself keeps its own reason.
            var next = text == proposed ? answers : with(answers, text);
            if (Try(() => guess(next)) is not null)
            {
                return next;
            }
        }
    }

    private T? Try<T>(Func<T> make) where T : class
    {
        try
        {
            return make();
        }
        catch (OutboxException error)
        {
            console.WriteLine($"{error.Message} {error.Mend}");
            return null;
        }
    }

    private Task<string> PromptAsync(string question, string? proposed, CancellationToken cancellationToken)
    {
        var prompt = new TextPrompt<string>(Markup.Escape(question));
        if (proposed is not null)
        {
            prompt.DefaultValue(proposed);
        }

        return prompt.ShowAsync(console, cancellationToken);
    }
}
