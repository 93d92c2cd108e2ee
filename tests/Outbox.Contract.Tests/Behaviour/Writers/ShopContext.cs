using Microsoft.EntityFrameworkCore;

namespace Outbox.Contract.Tests.Behaviour.Writers;

#region model
/// <summary>A shop's model. Of the outbox it says one thing: which tables have a trigger.</summary>
public sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
{
    public DbSet<Order> Orders => Set<Order>();

    public DbSet<Ticket> Tickets => Set<Ticket>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Order>().ToTable("Orders", table => table.HasTrigger("outbox_Orders"));
        modelBuilder.Entity<Ticket>().ToTable("Tickets", table => table.HasTrigger("outbox_Tickets"));
    }
}
#endregion

/// <summary>A row whose key the application gives.</summary>
public sealed class Order
{
    [System.ComponentModel.DataAnnotations.Schema.DatabaseGenerated(System.ComponentModel.DataAnnotations.Schema.DatabaseGeneratedOption.None)]
    public int OrderId { get; set; }

    public int? CustomerId { get; set; }

    public string? Status { get; set; }
}

/// <summary>A row whose key the database makes.</summary>
public sealed class Ticket
{
    public int TicketId { get; set; }

    public int? CustomerId { get; set; }

    public string? Subject { get; set; }
}
