-- Keeps what the migrations put into the tables, and a function that brings a database back to that.
CREATE SCHEMA as_migrated;

DO $$
DECLARE
    name text;
    has_rows boolean;
BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', name) INTO has_rows;
        IF has_rows THEN
            EXECUTE format('CREATE TABLE as_migrated.%I AS TABLE public.%I', name, name);
        END IF;
    END LOOP;
END $$;

-- The tables that hold a row: one question for all of them, planned once per connection.
DO $$
BEGIN
    EXECUTE format(
        'CREATE FUNCTION as_migrated.filled() RETURNS SETOF text LANGUAGE plpgsql AS %L',
        'BEGIN RETURN QUERY ' || (
            SELECT string_agg(format('SELECT %L WHERE EXISTS (SELECT FROM public.%I)', tablename, tablename), ' UNION ALL ')
            FROM pg_tables WHERE schemaname = 'public'
        ) || '; END'
    );
END $$;

CREATE FUNCTION as_migrated.reset() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    name text;
BEGIN
    PERFORM pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend';
    SET LOCAL session_replication_role = replica; -- no foreign key is asked, and no trigger
    FOR name IN SELECT as_migrated.filled() LOOP
        EXECUTE format('DELETE FROM public.%I', name);
    END LOOP;
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'as_migrated' LOOP
        EXECUTE format('INSERT INTO public.%I TABLE as_migrated.%I', name, name);
    END LOOP;
    PERFORM setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
    FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL;
END $$;
