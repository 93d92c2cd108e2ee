namespace Outbox.Tests.TSql.Collations;

/// <summary>
/// The columns of the system's views that the scripts read, as Microsoft's pages spell them. Behind a text column stands
/// whose collation it has: n the catalog's names, w the catalog's own words, s the server's.
/// </summary>
internal static class SystemObjects
{
    private static readonly Dictionary<string, string> Texts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sys.objects"] = "name:n object_id principal_id schema_id parent_object_id type:w type_desc:w create_date modify_date is_ms_shipped",
        ["sys.tables"] = "name:n object_id principal_id schema_id type:w type_desc:w is_ms_shipped is_memory_optimized temporal_type is_external is_replicated has_replication_filter is_node is_edge lock_escalation",
        ["sys.views"] = "name:n object_id principal_id schema_id type:w is_ms_shipped",
        ["sys.schemas"] = "name:n schema_id principal_id",
        ["sys.columns"] = "object_id name:n column_id system_type_id user_type_id max_length precision scale collation_name:n is_nullable is_identity is_computed is_masked encryption_type generated_always_type is_hidden",
        ["sys.types"] = "name:n system_type_id user_type_id schema_id is_user_defined is_table_type",
        ["sys.indexes"] = "object_id name:n index_id type type_desc:w is_unique is_primary_key is_unique_constraint is_disabled has_filter filter_definition:n",
        ["sys.index_columns"] = "object_id index_id index_column_id column_id key_ordinal is_included_column is_descending_key",
        ["sys.triggers"] = "name:n object_id parent_class parent_class_desc:w parent_id type:w is_ms_shipped is_disabled is_not_for_replication is_instead_of_trigger",
        ["sys.trigger_events"] = "object_id type type_desc:w is_first is_last",
        ["sys.sql_modules"] = "object_id definition:n uses_ansi_nulls uses_quoted_identifier is_schema_bound execute_as_principal_id",
        ["sys.sql_expression_dependencies"] = "referencing_id referencing_minor_id referencing_class referenced_id referenced_class referenced_schema_name:n referenced_entity_name:n referenced_database_name:n referenced_server_name:n",
        ["sys.synonyms"] = "name:n object_id schema_id base_object_name:n is_ms_shipped",
        ["sys.foreign_keys"] = "name:n object_id schema_id parent_object_id referenced_object_id is_disabled is_not_trusted delete_referential_action",
        ["sys.foreign_key_columns"] = "constraint_object_id constraint_column_id parent_object_id parent_column_id referenced_object_id referenced_column_id",
        ["sys.database_permissions"] = "class class_desc:w major_id minor_id grantee_principal_id grantor_principal_id type:w permission_name:n state:w state_desc:w",
        ["sys.database_principals"] = "name:n principal_id type:w type_desc:w default_schema_name:n owning_principal_id is_fixed_role",
        ["sys.database_role_members"] = "role_principal_id member_principal_id",
        ["sys.security_policies"] = "name:n object_id schema_id is_enabled",
        ["sys.security_predicates"] = "object_id security_predicate_id target_object_id predicate_definition:n predicate_type operation",
        ["sys.assemblies"] = "name:n principal_id assembly_id permission_set permission_set_desc:w is_visible",
        ["sys.assembly_files"] = "assembly_id name:n file_id content",
        ["sys.assembly_modules"] = "object_id assembly_id assembly_class:n assembly_method:n",
        ["sys.trusted_assemblies"] = "hash description:s create_date created_by:s",
        ["sys.configurations"] = "configuration_id name:s value value_in_use description:s",
        ["sys.databases"] = "name:s database_id create_date compatibility_level collation_name:s is_read_only is_auto_close_on snapshot_isolation_state is_read_committed_snapshot_on delayed_durability group_database_id replica_id is_query_store_on is_cdc_enabled user_access",
        ["sys.database_query_store_options"] = "desired_state actual_state actual_state_desc:w",
        ["sys.query_store_query_text"] = "query_text_id query_sql_text:n is_part_of_encrypted_module has_restricted_text",
        ["sys.query_store_query"] = "query_id query_text_id context_settings_id object_id",
        ["sys.availability_replicas"] = "replica_id group_id replica_server_name:s",
        ["sys.availability_databases_cluster"] = "group_id group_database_id database_name:s",
        ["sys.dm_exec_cached_plans"] = "plan_handle usecounts cacheobjtype:s objtype:s",
        ["sys.dm_exec_sql_text"] = "dbid objectid number encrypted text:s",
        ["sys.dm_exec_plan_attributes"] = "attribute:s value is_cache_key",
        ["msdb.dbo.sysjobs"] = "job_id name:s enabled owner_sid",
    };

    /// <summary>A view's or function's columns; null where it is not written down here.</summary>
    public static (string Name, IReadOnlyList<Column> Columns)? Find(string name) => Texts.TryGetValue(name, out var text)
        ? (Texts.Keys.First(k => string.Equals(k, name, StringComparison.OrdinalIgnoreCase)), [.. text.Split(' ').Select(Of)])
        : null;

    private static Column Of(string text)
    {
        var parts = text.Split(':');
        return new Column(parts[0], parts.Length == 1 ? Label.NotText : Label.Implicit(parts[1] switch
        {
            "n" => Label.CatalogNames,
            "w" => Label.CatalogWords,
            _ => Label.Server,
        }));
    }
}
