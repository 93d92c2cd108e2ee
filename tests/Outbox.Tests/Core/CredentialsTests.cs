using Outbox.Core.Errors;

namespace Outbox.Tests.Core;

public sealed class CredentialsTests
{
    [Theory]
    [InlineData("mssql://sa:PW7secret@db.example.com/shop")]
    [InlineData("sqlserver://sa:p@PW7secret/x@db:1433?database=shop")]
    [InlineData("sa:PW7secret@db.example.com")]
    [InlineData("https://user:PW7secret@track.customer.io/api")]
    [InlineData("Server=db;Password=PW7secret;Database=shop")]
    [InlineData("Server=db;password = PW7secret with blanks;Database=shop")]
    [InlineData("Server=db;Pwd =PW7secret")]
    [InlineData("Server=db;PWD='PW7secret;still''it';Database=shop")]
    [InlineData("Server=db;Password=\"PW7secret;still\"\"it\";Database=shop")]
    [InlineData("Server=db;Password={PW7secret;still};Database=shop")]
    [InlineData("Data Source=shop.db;Password=PW7secret")]
    [InlineData("SiteId=PW7secret, ApiKey=PW7secret")]
    [InlineData("OUTBOX__CUSTOMERIO__APIKEY=PW7secret")]
    [InlineData("Outbox:CustomerIo:ApiKey: PW7secret")]
    [InlineData("site_id: PW7secret")]
    [InlineData("{\"apiKey\":\"PW7secret\",\"password\": \"PW7secret\"}")]
    [InlineData("Authorization: Basic UFc3c2VjcmV0PW7secret=")]
    [InlineData("authorization: bearer PW7secret.x.y")]
    [InlineData("SharedAccessKey=PW7secret;EntityPath=x")]
    [InlineData("AccountKey=PW7secret==")]
    [InlineData("Access Token=PW7secret;x=1")]
    public void No_form_of_a_secret_is_shown(string text)
    {
        var masked = Credentials.Mask(text);

        Assert.DoesNotContain("PW7secret", masked, StringComparison.Ordinal);
        Assert.DoesNotContain("still", masked, StringComparison.Ordinal);
        Assert.Contains(Credentials.Masked, masked, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("The database file does not exist.")]
    [InlineData("Run: outbox migrate outbox.yml --connection shop.db")]
    [InlineData("Server=db.example.com;Database=shop;Integrated Security=True")]
    [InlineData("Check the user and the password in the connection string, or the rights of the account that runs this.")]
    [InlineData("Set Outbox:CustomerIo:SiteId (environment variable OUTBOX__CUSTOMERIO__SITEID) to a pair of Tracking API keys.")]
    [InlineData("/srv/shop/shop.db")]
    [InlineData("http://127.0.0.1:7272")]
    public void What_holds_none_stays_as_it_is(string text) => Assert.Equal(text, Credentials.Mask(text));
}
