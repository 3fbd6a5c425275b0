/**
 * Version 1 of the tables. Never edit it: stores made with it are out there; add a migration.
 *
 * Times are ISO 8601 texts, documents JSON texts, no and yes are 0 and 1; a PostgreSQL of the same tables differs in
 * `blob` (bytea) and in how the triggers are written.
 */
export const FIRST: readonly string[] = [
  `create table user (
    id text primary key,
    name text not null unique,
    role text not null check (role in ('viewer', 'reviewer', 'admin')),
    password text,
    created_at text not null,
    disabled_at text
  ) strict`,
  `create table session (
    token_hash text primary key,
    user_id text not null references user (id) on delete cascade,
    csrf_hash text not null,
    created_at text not null,
    expires_at text not null,
    last_seen_at text not null
  ) strict`,
  'create index session_of_user on session (user_id)',
  `create table patient (
    id text primary key,
    name text not null,
    created_at text not null
  ) strict`,
  `create table image (
    hash text primary key,
    bytes integer not null,
    width integer not null,
    height integer not null,
    format text not null
  ) strict`,
  'create table stray_image (hash text primary key) strict',

  `create table dataset_version (
    id text primary key,
    created_by text references user (id),
    created_at text not null,
    cell_count integer not null
  ) strict`,
  `create table training (
    id text primary key,
    dataset_version_id text not null references dataset_version (id),
    recipe text not null,
    settings text not null,
    state text not null check (state in ('waiting', 'running', 'stopped', 'done', 'failed')),
    model_id text references model (id) on delete set null,
    created_by text references user (id),
    created_at text not null
  ) strict`,
  `create table model (
    id text primary key,
    name text not null,
    sha256 text not null unique,
    card text not null,
    types text not null,
    installed_by text references user (id),
    installed_at text not null,
    state text not null check (state in ('candidate', 'present', 'former')),
    promotion integer not null,
    evaluation text,
    training_id text references training (id)
  ) strict`,
  `create unique index one_present_model on model (state) where state = 'present'`,

  `create table "case" (
    id text primary key,
    patient_id text not null references patient (id) on delete cascade,
    title text not null,
    note text not null,
    created_by text references user (id),
    created_at text not null,
    state text not null check (state in ('open', 'signed')),
    blinded integer not null check (blinded in (0, 1)),
    model_id text references model (id),
    model_version integer not null,
    signed_by text references user (id),
    signed_at text,
    second_reader_id text references user (id),
    version integer not null,
    cell_count integer not null
  ) strict`,
  'create index case_of_patient on "case" (patient_id, created_at)',
  'create index case_by_time on "case" (created_at, id)',
  `create table cell (
    case_id text not null references "case" (id) on delete cascade,
    number integer not null check (number >= 1),
    image_hash text not null references image (hash),
    file_name text not null,
    added_at text not null,
    version integer not null,
    primary key (case_id, number)
  ) strict`,
  'create unique index cell_of_image on cell (image_hash, case_id)',
  `create table prediction_chunk (
    case_id text not null references "case" (id) on delete cascade,
    model_id text not null references model (id),
    chunk integer not null check (chunk >= 0),
    probability blob not null,
    called blob not null,
    type_index blob not null,
    type_count integer not null,
    type_probabilities blob not null,
    strangeness blob not null,
    version integer not null,
    primary key (case_id, model_id, chunk)
  ) strict`,
  `create table review (
    id text primary key,
    case_id text not null,
    number integer not null,
    reading text not null check (reading in ('first', 'second', 'adjudication')),
    user_id text references user (id),
    type_code text,
    at text not null,
    replaces text references review (id) on delete cascade,
    current integer not null check (current in (0, 1)),
    version integer not null,
    foreign key (case_id, number) references cell (case_id, number) on delete cascade
  ) strict`,
  'create unique index current_review on review (case_id, reading, number) where current = 1',
  'create index review_of_cell on review (case_id, number)',
  'create index review_replaced on review (replaces)',
  `create table comment (
    id text primary key,
    case_id text not null references "case" (id) on delete cascade,
    number integer,
    user_id text references user (id),
    text text not null,
    at text not null,
    version integer not null,
    foreign key (case_id, number) references cell (case_id, number) on delete cascade
  ) strict`,
  'create index comment_of_case on comment (case_id, number)',

  `create table dataset_cell (
    dataset_version_id text not null references dataset_version (id) on delete cascade,
    case_id text not null references "case" (id) on delete cascade,
    number integer not null,
    patient_id text not null references patient (id) on delete cascade,
    image_hash text not null references image (hash),
    file_name text not null,
    type_code text not null,
    primary key (dataset_version_id, case_id, number)
  ) strict`,
  'create index dataset_cell_of_case on dataset_cell (case_id)',
  'create index dataset_cell_of_patient on dataset_cell (patient_id)',
  'create index dataset_cell_of_image on dataset_cell (image_hash)',
  `create table job (
    id text primary key,
    kind text not null check (kind in ('import', 'classify', 'train', 'evaluate', 'backup')),
    case_id text references "case" (id) on delete cascade,
    training_id text references training (id) on delete cascade,
    state text not null check (state in ('waiting', 'running', 'stopped', 'done', 'failed')),
    done integer not null,
    total integer,
    error text,
    parameters text not null,
    created_by text references user (id),
    created_at text not null,
    updated_at text not null
  ) strict`,
  'create index job_by_state on job (state, created_at)',
  'create index job_of_case on job (case_id)',

  `create table request (
    user_id text not null references user (id),
    key text not null,
    fingerprint text not null,
    response text not null,
    at text not null,
    after_seq integer not null,
    last_seq integer not null,
    primary key (user_id, key)
  ) strict`,
  // No reference to a user: what a person did stays in the trail whatever becomes of the person's row.
  `create table audit (
    seq integer primary key,
    at text not null,
    user_id text,
    action text not null,
    subject_kind text not null,
    subject_id text not null,
    before text not null,
    after text not null,
    previous_hash text not null,
    hash text not null
  ) strict`,
  'create index audit_of_subject on audit (subject_id, seq)',
  'create table audit_head (id integer primary key check (id = 1), seq integer not null, hash text not null) strict',
  `insert into audit_head (id, seq, hash) values (1, 0, '${'0'.repeat(64)}')`,
  `create trigger audit_is_not_changed before update on audit begin select raise(abort, 'audit is append-only'); end`,
  `create trigger audit_is_not_shortened before delete on audit begin select raise(abort, 'audit is append-only'); end`,
  'create table salt (subject_id text primary key, salt text not null) strict',
  `create table tombstone (
    subject_kind text not null,
    subject_id text not null,
    at text not null,
    audit_seq integer not null references audit (seq),
    primary key (subject_kind, subject_id)
  ) strict`,
];
