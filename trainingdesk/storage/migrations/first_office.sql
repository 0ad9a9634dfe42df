-- Everything an office keeps. Money in whole cents, rates, hours and quantities as decimal text,
-- days as AAAA-MM-JJ, times as HH:MM. What others point at cannot be deleted (restrict); what
-- makes no sense without its owner goes with it (cascade).

-- The office itself ------------------------------------------------------------------------------

create table organisation (
    id integer primary key check (id = 1),
    name text not null check (name <> ''),
    legal_form text not null, is_sole_trader integer not null check (is_sole_trader in (0, 1)),
    capital_cents integer, siret text not null, naf text not null, rcs_city text not null,
    address_street text not null, address_postcode text not null,
    address_city text not null, address_country text not null,
    phone text not null, email text not null, website text not null,
    representative_name text not null, representative_title text not null,
    activity_number text not null, activity_region text not null,
    activity_declared_on text check (date(activity_declared_on) = activity_declared_on),
    qualiopi_number text not null,
    qualiopi_from text check (date(qualiopi_from) = qualiopi_from),
    qualiopi_until text check (date(qualiopi_until) = qualiopi_until),
    vat_regime text not null check (vat_regime in ('exempt', 'franchise', 'normal')),
    vat_number text not null, vat_on_debits integer not null check (vat_on_debits in (0, 1)),
    vat_exemption_on text check (date(vat_exemption_on) = vat_exemption_on),
    iban text not null, bic text not null, bank_name text not null,
    court text not null, mediator_name text not null, mediator_website text not null,
    mediator_address text not null, dpo_name text not null, dpo_email text not null,
    pedagogical_referent text not null, administrative_referent text not null,
    disability_referent text not null, harassment_referent text not null,
    referents_contact text not null,
    logo blob, stamp blob, accent text not null
) strict;

create table setting (
    key text primary key,
    value text not null check (json_valid(value))
) strict, without rowid;

create table conditions (
    id integer primary key,
    number integer not null unique,
    starts_on text not null check (date(starts_on) = starts_on),
    rules text not null check (json_valid(rules)),
    terms text not null
) strict;

create table text_version (
    id integer primary key,
    key text not null,
    number integer not null,
    body text not null,
    written_at text not null,
    unique (key, number)
) strict;

create table number_sequence (
    kind text not null,
    period text not null,
    last integer not null check (last >= 0),
    last_on text check (date(last_on) = last_on),
    primary key (kind, period)
) strict, without rowid;

create table reference_rate (
    id integer primary key,
    kind text not null,
    starts_on text not null check (date(starts_on) = starts_on),
    rate text not null,
    source text not null,
    unique (kind, starts_on)
) strict;

create table tax_mention (
    id integer primary key,
    exemption text not null check (exemption in ('training', 'franchise', 'out_of_scope')),
    starts_on text not null check (date(starts_on) = starts_on),
    text text not null check (text <> ''),
    source text not null,
    unique (exemption, starts_on)
) strict;

-- Catalogue --------------------------------------------------------------------------------------

create table category (
    id integer primary key,
    name text not null check (name <> ''),
    part text not null,
    unique (name, part)
) strict;

create table course (
    id integer primary key,
    code text not null unique check (code <> ''),
    title text not null check (title <> ''),
    category_id integer references category (id) on delete restrict,
    nature text not null
        check (nature in ('training', 'skills_assessment', 'vae', 'apprenticeship')),
    aim text not null check (aim in ('a', 'b', 'c', 'd', 'e', 'f')),
    nsf_code text not null, rncp_code text not null, rs_code text not null,
    minimum integer, maximum integer,
    archived_on text check (date(archived_on) = archived_on),
    sort_name text not null
) strict;
create index course_sort on course (sort_name);
create index course_category on course (category_id);

create table course_version (
    id integer primary key,
    course_id integer not null references course (id) on delete cascade,
    number integer not null,
    note text not null,
    sheet_code text, sheet_title text not null, sheet_category text, sheet_subcategory text,
    sheet_days text, sheet_hours text,
    sheet_hours_derived integer not null check (sheet_hours_derived in (0, 1)),
    sheet_introduction text, sheet_modality text, sheet_recognition text, sheet_access text,
    sheet_accessibility text, sheet_price_ht_cents integer, sheet_funding text,
    sheet_results text, sheet_contacts text,
    sheet_version_date text check (date(sheet_version_date) = sheet_version_date),
    unique (course_id, number)
) strict;

create table objective (
    id integer primary key,
    course_version_id integer not null references course_version (id) on delete cascade,
    position integer not null,
    text text not null check (text <> ''),
    unique (course_version_id, position)
) strict;

create table course_text (
    course_version_id integer not null references course_version (id) on delete cascade,
    kind text not null check (kind in ('prerequisites', 'audience', 'methods', 'assessment')),
    position integer not null,
    text text not null,
    primary key (course_version_id, kind, position)
) strict, without rowid;

create table programme_half_day (
    id integer primary key,
    course_version_id integer not null references course_version (id) on delete cascade,
    position integer not null,
    day integer,
    day_part text check (day_part in ('matin', 'après-midi')),
    unique (course_version_id, position)
) strict;

create table programme_module (
    id integer primary key,
    half_day_id integer not null references programme_half_day (id) on delete cascade,
    position integer not null,
    number integer,
    title text not null,
    unique (half_day_id, position)
) strict;

create table module_point (
    module_id integer not null references programme_module (id) on delete cascade,
    position integer not null,
    text text not null,
    primary key (module_id, position)
) strict, without rowid;

-- Who buys, who learns, who pays -----------------------------------------------------------------

create table funder (
    id integer primary key,
    name text not null check (name <> ''),
    kind text not null check (kind in ('opco', 'self_employed_fund', 'cdc', 'transitions_pro',
        'france_travail', 'state', 'region', 'europe', 'other_public')),
    siret text not null,
    address_street text not null, address_postcode text not null,
    address_city text not null, address_country text not null,
    email text not null, phone text not null, portal text not null,
    -- What it is used to: whom its invoices name, how many files one takes, papers, days to claim.
    habits_addressed_to text not null check (habits_addressed_to in ('client', 'funder')),
    habits_invoice_per text not null check (habits_invoice_per in ('file', 'session')),
    habits_papers text not null,
    habits_claim_days integer check (habits_claim_days > 0),
    habits_claim_from text not null check (habits_claim_from in ('end', 'agreement')),
    notes text not null,
    archived_on text check (date(archived_on) = archived_on),
    sort_name text not null
) strict;
create index funder_sort on funder (sort_name);

create table client (
    id integer primary key,
    name text not null check (name <> ''),
    kind text not null check (kind in ('company', 'individual', 'public_body', 'training_office')),
    civility text not null, first_name text not null, legal_form text not null,
    siret text not null, vat_number text not null,
    address_street text not null, address_postcode text not null,
    address_city text not null, address_country text not null,
    billing_street text, billing_postcode text, billing_city text, billing_country text,
    email text not null, phone text not null, service_code text not null,
    -- The numbers that a public client refuses an invoice without.
    demands_order integer not null check (demands_order in (0, 1)),
    demands_engagement integer not null check (demands_engagement in (0, 1)),
    demands_service integer not null check (demands_service in (0, 1)),
    funder_id integer references funder (id) on delete restrict,
    notes text not null,
    insurance_until text check (date(insurance_until) = insurance_until),
    logo_consent_on text check (date(logo_consent_on) = logo_consent_on),
    reference_refused_on text check (date(reference_refused_on) = reference_refused_on),
    archived_on text check (date(archived_on) = archived_on),
    sort_name text not null
) strict;
create index client_sort on client (sort_name);
create index client_funder on client (funder_id);

create table contact (
    id integer primary key,
    client_id integer not null references client (id) on delete cascade,
    last_name text not null check (last_name <> ''),
    civility text not null, first_name text not null, role text not null,
    email text not null, phone text not null,
    is_signatory integer not null check (is_signatory in (0, 1)),
    is_billing integer not null check (is_billing in (0, 1)),
    is_decider integer not null check (is_decider in (0, 1)),
    archived_on text check (date(archived_on) = archived_on),
    sort_name text not null
) strict;
create index contact_client on contact (client_id);

create table trainee (
    id integer primary key,
    last_name text not null check (last_name <> ''),
    first_name text not null, civility text not null, birth_name text not null,
    born_on text check (date(born_on) = born_on),
    email text not null, phone text not null,
    address_street text not null, address_postcode text not null,
    address_city text not null, address_country text not null,
    special_needs text not null, notes text not null,
    archived_on text check (date(archived_on) = archived_on),
    sort_name text not null
) strict;
create index trainee_sort on trainee (sort_name, archived_on);
create index trainee_email on trainee (email);

create table employment (
    id integer primary key,
    trainee_id integer not null references trainee (id) on delete cascade,
    client_id integer not null references client (id) on delete restrict,
    job text not null,
    starts_on text check (date(starts_on) = starts_on),
    ends_on text check (date(ends_on) = ends_on),
    check (ends_on is null or starts_on is null or starts_on <= ends_on)
) strict;
create index employment_trainee on employment (trainee_id);
create index employment_client on employment (client_id);
create index employment_now on employment (trainee_id, starts_on, client_id)
    where ends_on is null;

-- Who teaches, and where -------------------------------------------------------------------------

create table trainer (
    id integer primary key,
    last_name text not null check (last_name <> ''),
    first_name text not null, civility text not null,
    kind text not null check (kind in ('internal', 'subcontractor')),
    qualification text not null, company text not null, siret text not null,
    activity_number text not null, email text not null, phone text not null,
    address_street text not null, address_postcode text not null,
    address_city text not null, address_country text not null,
    day_rate_cents integer, notes text not null,
    archived_on text check (date(archived_on) = archived_on),
    sort_name text not null
) strict;
create index trainer_sort on trainer (sort_name);

create table trainer_document (
    id integer primary key,
    trainer_id integer not null references trainer (id) on delete cascade,
    kind text not null check (kind in
        ('cv', 'diploma', 'activity_declaration', 'vigilance', 'insurance', 'qualiopi',
        'registration')),
    label text not null,
    received_on text check (date(received_on) = received_on),
    valid_until text check (date(valid_until) = valid_until),
    file_name text not null, sha256 text not null, content blob
) strict;
create index trainer_document_trainer on trainer_document (trainer_id);

-- The office's own certificates and attestations, with what they end on.
create table office_document (
    id integer primary key,
    kind text not null check (kind in ('qualiopi', 'activity_declaration', 'insurance',
        'vigilance', 'registration', 'bpf', 'bank_details', 'other')),
    label text not null, reference text not null,
    received_on text check (date(received_on) = received_on),
    valid_until text check (date(valid_until) = valid_until),
    file_name text not null, sha256 text not null, content blob
) strict;

-- The seal of issued papers: its file as it came, which only its password opens.
create table office_seal (
    id integer primary key check (id = 1),
    content blob not null, file_name text not null,
    certificate_holder text not null, certificate_issuer text not null,
    certificate_valid_from text not null
        check (date(certificate_valid_from) = certificate_valid_from),
    certificate_valid_until text not null
        check (date(certificate_valid_until) = certificate_valid_until),
    certificate_use text not null,
    scope text not null check (scope in ('nothing', 'invoices', 'everything'))
) strict;

create table venue (
    id integer primary key,
    name text not null check (name <> ''),
    address_street text not null, address_postcode text not null,
    address_city text not null, address_country text not null,
    access text not null, accessibility text not null,
    archived_on text check (date(archived_on) = archived_on),
    sort_name text not null
) strict;

create table room (
    id integer primary key,
    venue_id integer not null references venue (id) on delete cascade,
    name text not null check (name <> ''),
    capacity integer check (capacity > 0),
    equipment text not null,
    archived_on text check (date(archived_on) = archived_on),
    unique (venue_id, name)
) strict;

-- When a trainer or a room cannot be had: whole days, or the same hours of each.
create table unavailability (
    id integer primary key,
    trainer_id integer references trainer (id) on delete cascade,
    room_id integer references room (id) on delete cascade,
    first_day text not null check (date(first_day) = first_day),
    last_day text not null check (date(last_day) = last_day),
    starts_at text check (time(starts_at) = starts_at || ':00'),
    ends_at text check (time(ends_at) = ends_at || ':00'),
    reason text not null,
    check ((trainer_id is null) <> (room_id is null)),
    check (first_day <= last_day),
    check ((starts_at is null) = (ends_at is null)),
    check (starts_at is null or starts_at < ends_at)
) strict;
create index unavailability_trainer on unavailability (trainer_id, last_day)
    where trainer_id is not null;
create index unavailability_room on unavailability (room_id, last_day) where room_id is not null;

-- Sessions ---------------------------------------------------------------------------------------

create table training_session (
    id integer primary key,
    number text not null unique check (number <> ''),
    course_version_id integer not null references course_version (id) on delete restrict,
    title text not null check (title <> ''),
    kind text not null check (kind in ('inter', 'intra')),
    state text not null
        check (state in ('planned', 'confirmed', 'closed', 'postponed', 'cancelled')),
    modality text not null check (modality in ('on_site', 'remote', 'mixed', 'e_learning')),
    venue_id integer references venue (id) on delete restrict,
    room_id integer references room (id) on delete restrict,
    remote_link text not null,
    self_paced_hours text not null,
    minimum integer, maximum integer,
    price_per_person_cents integer, price_for_group_cents integer,
    entrusted_by_id integer references client (id) on delete restrict,
    entrusted_to text not null,
    starts_on text check (date(starts_on) = starts_on),
    ends_on text check (date(ends_on) = ends_on),
    notes text not null,
    closed_on text check (date(closed_on) = closed_on)
) strict;
create index training_session_start on training_session (starts_on);
create index training_session_version on training_session (course_version_id);

create table slot (
    id integer primary key,
    session_id integer not null references training_session (id) on delete cascade,
    day text not null check (date(day) = day),
    starts_at text not null check (time(starts_at) = starts_at || ':00'),
    ends_at text not null check (time(ends_at) = ends_at || ':00'),
    room_id integer references room (id) on delete restrict,
    is_remote integer not null check (is_remote in (0, 1)),
    trainer_signed integer not null check (trainer_signed in (0, 1)),
    check (starts_at <> ends_at)
) strict;
create index slot_session on slot (session_id, day, starts_at);
create index slot_day on slot (day);

create table slot_trainer (
    slot_id integer not null references slot (id) on delete cascade,
    trainer_id integer not null references trainer (id) on delete restrict,
    primary key (slot_id, trainer_id)
) strict, without rowid;
create index slot_trainer_trainer on slot_trainer (trainer_id);

create table enrolment (
    id integer primary key,
    session_id integer not null references training_session (id) on delete restrict,
    client_id integer not null references client (id) on delete restrict,
    trainee_id integer references trainee (id) on delete restrict,
    employer_id integer references client (id) on delete restrict,
    status text not null check (status in ('a', 'b', 'c', 'd', 'e')),
    state text not null check (state in ('pre_enrolled', 'enrolled', 'confirmed', 'present',
        'partial', 'absent', 'dropped_out', 'replaced', 'cancelled')),
    enrolled_on text check (date(enrolled_on) = enrolled_on),
    left_on text check (date(left_on) = left_on),
    price_cents integer,
    self_paced_hours text not null,
    replaced_by_id integer references enrolment (id) on delete restrict,
    notes text not null
) strict;
create index enrolment_session on enrolment (session_id);
create index enrolment_client on enrolment (client_id, session_id);
create index enrolment_trainee on enrolment (trainee_id);
create unique index enrolment_once on enrolment (session_id, trainee_id)
    where trainee_id is not null and state not in ('replaced', 'cancelled');

-- Since when an enrolment is in each state it went through.
create table enrolment_step (
    id integer primary key,
    enrolment_id integer not null references enrolment (id) on delete cascade,
    state text not null check (state in ('pre_enrolled', 'enrolled', 'confirmed', 'present',
        'partial', 'absent', 'dropped_out', 'replaced', 'cancelled')),
    since text not null check (date(since) = since)
) strict;
create index enrolment_step_enrolment on enrolment_step (enrolment_id);

create table waiting_entry (
    id integer primary key,
    session_id integer not null references training_session (id) on delete cascade,
    trainee_id integer references trainee (id) on delete restrict,
    client_id integer references client (id) on delete restrict,
    since text not null check (date(since) = since),
    note text not null
) strict;
create index waiting_entry_session on waiting_entry (session_id);

create table attendance (
    enrolment_id integer not null references enrolment (id) on delete restrict,
    slot_id integer not null references slot (id) on delete restrict,
    presence text not null check (presence in ('P', 'A', 'J', 'R')),
    minutes_missed integer not null check (minutes_missed >= 0),
    proof text check (proof in ('signed', 'connection', 'other')),
    note text not null,
    primary key (enrolment_id, slot_id)
) strict, without rowid;
create index attendance_slot on attendance (slot_id);

create table objective_result (
    enrolment_id integer not null references enrolment (id) on delete restrict,
    objective_id integer not null references objective (id) on delete restrict,
    result text not null check (result in ('acquired', 'in_progress', 'not_acquired')),
    primary key (enrolment_id, objective_id)
) strict, without rowid;

-- Why a session that was closed was opened again.
create table session_reopening (
    id integer primary key,
    session_id integer not null references training_session (id) on delete cascade,
    closed_on text not null check (date(closed_on) = closed_on),
    reopened_on text not null check (date(reopened_on) = reopened_on),
    reason text not null check (trim(reason) <> '')
) strict;
create index session_reopening_session on session_reopening (session_id);

-- Who was told that a session is postponed or cancelled, and when.
create table session_notice (
    id integer primary key,
    session_id integer not null references training_session (id) on delete cascade,
    state text not null check (state in ('postponed', 'cancelled')),
    enrolment_id integer references enrolment (id) on delete cascade,
    client_id integer references client (id) on delete cascade,
    trainer_id integer references trainer (id) on delete cascade,
    funder_id integer references funder (id) on delete cascade,
    told_on text not null check (date(told_on) = told_on),
    check ((enrolment_id is not null) + (client_id is not null) + (trainer_id is not null)
        + (funder_id is not null) = 1)
) strict;
create index session_notice_session on session_notice (session_id);

-- Papers that came back to a session: scans of signed sheets, logs of the meeting tool…
create table session_document (
    id integer primary key,
    session_id integer not null references training_session (id) on delete restrict,
    kind text not null check (kind in ('attendance_sheet', 'connection_log', 'positioning',
        'assessment', 'satisfaction', 'other')),
    label text not null,
    received_on text not null check (date(received_on) = received_on),
    file_name text not null check (file_name <> ''), sha256 text not null, content blob not null
) strict;
create index session_document_session on session_document (session_id);

create table session_document_slot (
    document_id integer not null references session_document (id) on delete cascade,
    slot_id integer not null references slot (id) on delete restrict,
    primary key (document_id, slot_id)
) strict, without rowid;
create index session_document_slot_slot on session_document_slot (slot_id);

-- Invoices and credit notes that suppliers sent, with the files that came; amounts in euros.
create table supplier_invoice (
    id integer primary key,
    supplier_name text not null check (trim(supplier_name) <> ''),
    siret text not null, vat_number text not null,
    kind text not null check (kind in ('invoice', 'credit_note')),
    number text not null check (trim(number) <> ''),
    issued_on text not null check (date(issued_on) = issued_on),
    due_on text check (date(due_on) = due_on),
    received_on text not null check (date(received_on) = received_on),
    total_ht_cents integer not null, tva_cents integer not null, total_ttc_cents integer not null,
    currency text not null check (currency <> ''),
    charge text not null check (charge in ('training', 'trainer_fees', 'travel', 'room', 'meals',
        'material', 'rent', 'fees', 'software', 'telecom', 'advertising', 'insurance', 'bank',
        'other')),
    session_id integer references training_session (id) on delete restrict,
    trainer_id integer references trainer (id) on delete restrict,
    iban text not null,
    paid_on text check (date(paid_on) = paid_on),
    notes text not null,
    file_name text not null, sha256 text not null, content blob,
    faults text not null,
    sort_name text not null, siren text not null, number_key text not null
) strict;
create index supplier_invoice_issued on supplier_invoice (issued_on);
create index supplier_invoice_session on supplier_invoice (session_id)
    where session_id is not null;
create index supplier_invoice_trainer on supplier_invoice (trainer_id)
    where trainer_id is not null;
create unique index supplier_invoice_file on supplier_invoice (sha256) where sha256 <> '';

-- What is billed at each rate, where there are several.
create table supplier_invoice_tax (
    id integer primary key,
    bill_id integer not null references supplier_invoice (id) on delete cascade,
    rate text not null,
    base_ht_cents integer not null, tva_cents integer not null
) strict;
create index supplier_invoice_tax_bill on supplier_invoice_tax (bill_id);

-- What a session costs the office; `trainer_id` where it is a trainer's, `bill_id` the invoice
-- that came for it and counts in its place.
create table session_cost (
    id integer primary key,
    session_id integer not null references training_session (id) on delete cascade,
    kind text not null check (kind in ('trainer', 'travel', 'room', 'meals', 'material',
        'subcontracting', 'other')),
    label text not null,
    trainer_id integer references trainer (id) on delete restrict,
    quantity text not null,
    unit_cost_cents integer not null,
    bill_id integer references supplier_invoice (id) on delete set null
) strict;
create index session_cost_session on session_cost (session_id);
create index session_cost_bill on session_cost (bill_id) where bill_id is not null;
create index session_cost_trainer on session_cost (trainer_id) where trainer_id is not null;

-- What a trainer is asked to do in a session, and for how much.
create table mission (
    id integer primary key,
    session_id integer not null references training_session (id) on delete restrict,
    trainer_id integer not null references trainer (id) on delete restrict,
    pay text not null check (pay in ('flat', 'day', 'hour')),
    rate_cents integer check (rate_cents >= 0),
    expenses text not null, notes text not null,
    sent_on text check (date(sent_on) = sent_on),
    signed_on text check (date(signed_on) = signed_on),
    unique (session_id, trainer_id)
) strict;
create index mission_trainer on mission (trainer_id);

-- Questions and answers ----------------------------------------------------------------------------

-- A wording of a questionnaire that the office made its own; the shipped one has no row.
create table questionnaire (
    id integer primary key,
    kind text not null check (kind in
        ('positioning', 'hot', 'cold', 'client', 'trainer', 'funder')),
    number integer not null,
    title text not null check (title <> ''),
    introduction text not null,
    questions text not null check (json_valid(questions)),
    written_on text not null check (date(written_on) = written_on),
    unique (kind, number)
) strict;

-- One questionnaire given to one person or house; the answers come later, or never.
create table answer_sheet (
    id integer primary key,
    session_id integer not null references training_session (id) on delete restrict,
    kind text not null check (kind in
        ('positioning', 'hot', 'cold', 'client', 'trainer', 'funder')),
    questionnaire_id integer references questionnaire (id) on delete restrict,
    enrolment_id integer references enrolment (id) on delete restrict,
    client_id integer references client (id) on delete restrict,
    trainer_id integer references trainer (id) on delete restrict,
    funder_id integer references funder (id) on delete restrict,
    sent_on text check (date(sent_on) = sent_on),
    answered_on text check (date(answered_on) = answered_on),
    comment text not null,
    check ((enrolment_id is not null) + (client_id is not null) + (trainer_id is not null)
        + (funder_id is not null) = 1)
) strict;
create unique index answer_sheet_enrolment on answer_sheet (enrolment_id, kind)
    where enrolment_id is not null;
create unique index answer_sheet_client on answer_sheet (session_id, kind, client_id)
    where client_id is not null;
create unique index answer_sheet_trainer on answer_sheet (session_id, kind, trainer_id)
    where trainer_id is not null;
create unique index answer_sheet_funder on answer_sheet (session_id, kind, funder_id)
    where funder_id is not null;
create index answer_sheet_session on answer_sheet (session_id);

create table answer (
    sheet_id integer not null references answer_sheet (id) on delete cascade,
    question text not null,
    value text not null,
    primary key (sheet_id, question)
) strict, without rowid;

-- E-learning ---------------------------------------------------------------------------------------

-- One account a person; never a password.
create table platform_access (
    id integer primary key,
    enrolment_id integer not null unique references enrolment (id) on delete restrict,
    platform text not null check (platform <> ''), login text not null check (login <> ''),
    -- The hour of the signature, where it is known: the delay runs by the clock from it.
    signed_time text, opened_at text,
    valid_from text check (date(valid_from) = valid_from),
    valid_until text check (date(valid_until) = valid_until),
    closed_on text check (date(closed_on) = closed_on),
    notes text not null
) strict;

create table platform_incident (
    id integer primary key,
    session_id integer not null references training_session (id) on delete restrict,
    enrolment_id integer references enrolment (id) on delete restrict,
    kind text not null check (kind in ('forgotten_password', 'fraudulent_use', 'technical')),
    happened_at text not null, reported_at text not null,
    facts text not null check (facts <> ''),
    fixed_at text, outcome text not null
) strict;
create index platform_incident_session on platform_incident (session_id);
create index platform_incident_reported on platform_incident (reported_at);

create table maintenance (
    id integer primary key,
    starts_at text not null, ends_at text not null,
    announced_at text,
    reason text not null,
    check (starts_at < ends_at)
) strict;

-- Discipline ---------------------------------------------------------------------------------------

create table disciplinary_case (
    id integer primary key,
    enrolment_id integer not null references enrolment (id) on delete restrict,
    happened_on text not null check (date(happened_on) = happened_on),
    facts text not null check (facts <> ''),
    -- Sent out at once while the case lasts (R6352-7).
    excluded_from text check (date(excluded_from) = excluded_from),
    intended text check (intended in ('warning', 'temporary_exclusion', 'exclusion')),
    -- The day the person was told what she is blamed for (R6352-4).
    told_on text check (date(told_on) = told_on),
    -- The day the employer of an apprentice was told of the procedure (R6352-5).
    employer_warned_on text check (date(employer_warned_on) = employer_warned_on),
    summoned_on text check (date(summoned_on) = summoned_on),
    summons_channel text check (summons_channel in ('registered_letter', 'hand')),
    hearing_on text check (date(hearing_on) = hearing_on), hearing_time text,
    hearing_place text not null,
    heard_by text not null, assisted_by text not null, explanations text not null,
    attended integer check (attended in (0, 1)),
    -- The days that the commission met and gave its opinion, where there is one.
    council_on text check (date(council_on) = council_on),
    opinion_on text check (date(opinion_on) = opinion_on), opinion text not null,
    decision text check (decision in ('none', 'warning', 'temporary_exclusion', 'exclusion')),
    decided_on text check (date(decided_on) = decided_on), reasons text not null,
    exclusion_from text check (date(exclusion_from) = exclusion_from),
    exclusion_until text check (date(exclusion_until) = exclusion_until),
    notified_on text check (date(notified_on) = notified_on),
    notice_channel text check (notice_channel in ('registered_letter', 'hand')),
    employer_told_on text check (date(employer_told_on) = employer_told_on),
    funder_told_on text check (date(funder_told_on) = funder_told_on),
    closed_on text check (date(closed_on) = closed_on)
) strict;
create index disciplinary_case_enrolment on disciplinary_case (enrolment_id);

create table funding (
    id integer primary key,
    session_id integer not null references training_session (id) on delete restrict,
    client_id integer not null references client (id) on delete restrict,
    funder_id integer not null references funder (id) on delete restrict,
    file_number text not null,
    state text not null check (state in ('requested', 'granted', 'refused')),
    -- What is granted before tax: an amount, hours at a rate, or a share of the price in percent.
    basis text not null check (basis in ('amount', 'hours', 'share')),
    amount_cents integer, hours text, hourly_rate_cents integer, share text,
    requested_on text check (date(requested_on) = requested_on),
    received_on text check (date(received_on) = received_on),
    subrogation integer not null check (subrogation in (0, 1)),
    -- The day that it was sent what it asks before it pays.
    claimed_on text check (date(claimed_on) = claimed_on)
) strict;
create index funding_session on funding (session_id);
create index funding_client on funding (client_id);
create index funding_funder on funding (funder_id);

-- Selling ----------------------------------------------------------------------------------------

create table proposal (
    id integer primary key,
    client_id integer not null references client (id) on delete restrict,
    title text not null check (title <> ''),
    created_on text not null check (date(created_on) = created_on),
    number text not null, version integer not null,
    state text not null check (state in ('draft', 'sent', 'accepted', 'refused')),
    kind text not null check (kind in ('inter', 'intra')),
    contact_id integer references contact (id) on delete restrict,
    session_id integer references training_session (id) on delete restrict,
    conditions_id integer references conditions (id) on delete restrict,
    dates text not null, place text not null, duration text not null, head_count integer,
    billing_street text not null, billing_postcode text not null,
    billing_city text not null, billing_country text not null,
    purchase_order text not null, engagement_number text not null, introduction text not null,
    sent_on text check (date(sent_on) = sent_on),
    valid_until text check (date(valid_until) = valid_until),
    recall_on text check (date(recall_on) = recall_on),
    decided_on text check (date(decided_on) = decided_on),
    lost_reason text not null,
    preparation_cost_cents integer check (preparation_cost_cents >= 0),
    total_ht_cents integer not null, total_ttc_cents integer not null
) strict;
create index proposal_created on proposal (created_on);
create index proposal_client on proposal (client_id);
create index proposal_session on proposal (session_id);
create unique index proposal_number on proposal (number, version) where number <> '';

create table proposal_participant (
    proposal_id integer not null references proposal (id) on delete cascade,
    position integer not null,
    name text not null,
    primary key (proposal_id, position)
) strict, without rowid;

create table agreement (
    id integer primary key,
    kind text not null check (kind in ('convention', 'contract', 'order', 'cpf')),
    session_id integer not null references training_session (id) on delete restrict,
    client_id integer not null references client (id) on delete restrict,
    number text not null,
    state text not null
        check (state in ('draft', 'sent', 'formed', 'done', 'cancelled', 'postponed', 'terminated')),
    proposal_id integer references proposal (id) on delete restrict,
    contact_id integer references contact (id) on delete restrict,
    conditions_id integer references conditions (id) on delete restrict,
    special_conditions text not null, special text not null check (json_valid(special)),
    sent_on text check (date(sent_on) = sent_on),
    signed_on text check (date(signed_on) = signed_on),
    formed_on text check (date(formed_on) = formed_on),
    suspended_on text check (date(suspended_on) = suspended_on),
    ended_on text check (date(ended_on) = ended_on),
    signed_where text not null check (signed_where in ('premises', 'distance', 'off_premises')),
    signed_by text not null,
    total_ht_cents integer not null, total_ttc_cents integer not null
) strict;
-- Orders and CPF files bear the number that another gave them.
create unique index agreement_number on agreement (number) where kind in ('convention', 'contract');
create index agreement_list on agreement (number);
create index agreement_session on agreement (session_id);
create index agreement_client on agreement (client_id);

-- What came in and counts from that day: signed papers, cancellations, funders' agreements…
create table receipt (
    id integer primary key,
    kind text not null check (kind in ('signed_proposal', 'signed_terms', 'signed_agreement',
        'cancellation', 'postponement', 'withdrawal', 'modification', 'early_start',
        'funder_agreement', 'insurance', 'force_majeure', 'handed_over')),
    agreement_id integer references agreement (id) on delete restrict,
    proposal_id integer references proposal (id) on delete restrict,
    client_id integer references client (id) on delete restrict,
    funding_id integer references funding (id) on delete restrict,
    channel text not null check (channel in
        ('letter', 'registered_letter', 'email', 'hand', 'fax', 'platform', 'phone')),
    received_on text not null check (date(received_on) = received_on),
    reference text not null, note text not null,
    file_name text not null, sha256 text not null, content blob
) strict;
create index receipt_agreement on receipt (agreement_id);
create index receipt_received on receipt (received_on);

create table receipt_mark (
    receipt_id integer not null references receipt (id) on delete cascade,
    mark text not null check (mark in
        ('initials', 'stamp', 'handwritten_acceptance', 'date', 'read_and_approved')),
    primary key (receipt_id, mark)
) strict, without rowid;

-- What was decided about an agreement that did not go as planned, and what it came to.
create table settlement (
    id integer primary key,
    agreement_id integer not null references agreement (id) on delete restrict,
    kind text not null check (kind in ('cancellation', 'office_cancellation', 'withdrawal',
        'not_formed', 'postponement', 'interruption', 'force_majeure', 'termination')),
    decided_on text not null check (date(decided_on) = decided_on),
    receipt_id integer references receipt (id) on delete restrict,
    clause text not null, sentence text not null,
    due_ht_cents integer not null, due_ttc_cents integer not null,
    waived_cents integer not null check (waived_cents between 0 and due_ttc_cents),
    waived_reason text not null,
    paid_cents integer not null,
    new_start text check (date(new_start) = new_start),
    due_for_new_date_cents integer check (due_for_new_date_cents >= 0),
    -- The agreement for the new date, which what was paid goes to.
    new_agreement_id integer references agreement (id) on delete set null,
    invoice_id integer references invoice (id) on delete set null,
    refunded_on text check (date(refunded_on) = refunded_on),
    undone_on text check (date(undone_on) = undone_on)
) strict;
create index settlement_agreement on settlement (agreement_id);
create index settlement_new_agreement on settlement (new_agreement_id)
    where new_agreement_id is not null;

-- The seats that a decision freed, as each was.
create table settlement_seat (
    settlement_id integer not null references settlement (id) on delete cascade,
    enrolment_id integer not null references enrolment (id) on delete restrict,
    state text not null check (state in ('pre_enrolled', 'enrolled', 'confirmed', 'present',
        'partial', 'absent', 'dropped_out', 'replaced', 'cancelled')),
    left_on text check (date(left_on) = left_on),
    primary key (settlement_id, enrolment_id)
) strict, without rowid;

create table amendment (
    id integer primary key,
    agreement_id integer not null references agreement (id) on delete restrict,
    position integer not null,
    subject text not null
        check (subject in ('trainees', 'dates', 'price', 'head_count', 'place', 'other')),
    asked_on text not null check (date(asked_on) = asked_on),
    before text not null, after text not null, reason text not null,
    receipt_id integer references receipt (id) on delete restrict,
    proposal_id integer references proposal (id) on delete restrict,
    accepted_on text check (date(accepted_on) = accepted_on),
    refused_on text check (date(refused_on) = refused_on),
    unique (agreement_id, position)
) strict;

-- The part of the price that is staged, as it was agreed and printed.
create table instalment (
    agreement_id integer not null references agreement (id) on delete cascade,
    position integer not null,
    due_on text not null check (date(due_on) = due_on),
    amount_cents integer not null check (amount_cents > 0),
    label text not null,
    primary key (agreement_id, position)
) strict, without rowid;

-- Complaints, reserves, orders against advice: facts, answer, what was done.
create table register_entry (
    id integer primary key,
    kind text not null check (kind in ('complaint', 'reserve', 'adverse_advice')),
    client_id integer references client (id) on delete restrict,
    agreement_id integer references agreement (id) on delete restrict,
    session_id integer references training_session (id) on delete restrict,
    received_on text not null check (date(received_on) = received_on),
    channel text not null,
    said_by text not null, facts text not null,
    answered_on text check (date(answered_on) = answered_on), answer text not null,
    action text not null,
    countersigned_on text check (date(countersigned_on) = countersigned_on),
    closed_on text check (date(closed_on) = closed_on)
) strict;
create index register_entry_received on register_entry (received_on);

-- Duties that somebody put off; the key says which.
-- What was sent or told without a paper of the program: to a person, or under an agreement.
create table sending (
    id integer primary key,
    item text not null check (item in
        ('software_guide', 'remote_link', 'platform_access', 'employer_told')),
    agreement_id integer references agreement (id) on delete cascade,
    enrolment_id integer references enrolment (id) on delete cascade,
    sent_on text not null check (date(sent_on) = sent_on),
    check ((agreement_id is null) <> (enrolment_id is null))
) strict;
create unique index sending_enrolment on sending (enrolment_id, item)
    where enrolment_id is not null;
create unique index sending_agreement on sending (agreement_id, item)
    where agreement_id is not null;

create table duty_aside (
    id integer primary key,
    key text not null unique,
    until text not null check (date(until) = until)
) strict;

create table invoice (
    id integer primary key,
    client_id integer not null references client (id) on delete restrict,
    kind text not null
        check (kind in ('invoice', 'deposit', 'balance', 'credit_note', 'cancellation_fee',
            'late_charges', 'expenses')),
    session_id integer references training_session (id) on delete restrict,
    agreement_id integer references agreement (id) on delete restrict,
    funding_id integer references funding (id) on delete restrict,
    payer_funder_id integer references funder (id) on delete restrict,
    addressed_to text not null check (addressed_to in ('client', 'funder')),
    corrects_id integer references invoice (id) on delete restrict,
    -- The invoice whose delay it charges.
    late_for_id integer references invoice (id) on delete restrict,
    -- The decision that it was made from.
    settlement_id integer references settlement (id) on delete restrict,
    conditions_id integer references conditions (id) on delete restrict,
    number text unique,
    issued_on text check (date(issued_on) = issued_on),
    due_on text check (date(due_on) = due_on),
    delivered_from text check (date(delivered_from) = delivered_from),
    delivered_until text check (date(delivered_until) = delivered_until),
    purchase_order text not null, service_code text not null, engagement_number text not null,
    file_number text not null,
    reason text not null, notes text not null,
    client_name text not null, client_address_street text not null,
    client_address_postcode text not null, client_address_city text not null,
    client_address_country text not null, client_siret text not null,
    client_vat_number text not null,
    payer_name text, payer_address_street text, payer_address_postcode text,
    payer_address_city text, payer_address_country text, payer_siret text, payer_vat_number text,
    total_ht_cents integer not null, tva_cents integer not null, total_ttc_cents integer not null,
    check ((number is null) = (issued_on is null)),
    check ((kind = 'credit_note') = (corrects_id is not null)),
    check ((kind = 'late_charges') = (late_for_id is not null)),
    check (total_ht_cents + tva_cents = total_ttc_cents)
) strict;
-- Holds what the list adds up and sorts by: its rows are wide.
create index invoice_client on invoice
    (client_id, payer_funder_id, number, kind, total_ttc_cents, total_ht_cents, session_id);
create index invoice_session on invoice (session_id);
-- Most invoices have no funder: none is ever looked for by that.
create index invoice_funder on invoice (payer_funder_id) where payer_funder_id is not null;
create index invoice_issued on invoice (issued_on);
create index invoice_due on invoice (due_on);
create index invoice_agreement on invoice (agreement_id);
create index invoice_settlement on invoice (settlement_id) where settlement_id is not null;
-- Sums of what is credited and paid read the index alone.
create index invoice_corrects on invoice (corrects_id, number, total_ttc_cents)
    where corrects_id is not null;
create index invoice_late_for on invoice (late_for_id) where late_for_id is not null;
-- The order of the list: drafts stand before what is issued.
create index invoice_order on invoice (coalesce(issued_on, '9999'));

-- A deposit is taken off one invoice, once.
create table invoice_deduction (
    deposit_id integer primary key references invoice (id) on delete restrict,
    invoice_id integer not null references invoice (id) on delete cascade
) strict;
create index invoice_deduction_invoice on invoice_deduction (invoice_id);

-- What became of an issued invoice on Chorus Pro, event after event; none is ever changed.
create table chorus_event (
    id integer primary key,
    invoice_id integer not null references invoice (id) on delete restrict,
    status text not null
        check (status in ('deposited', 'received', 'suspended', 'rejected', 'paid')),
    day text not null check (date(day) = day),
    words text not null
) strict;
create index chorus_event_invoice on chorus_event (invoice_id);

-- A letter that went to a late payer, and what it told of each invoice that day.
create table reminder (
    id integer primary key,
    client_id integer references client (id) on delete restrict,
    funder_id integer references funder (id) on delete restrict,
    level integer not null check (level in (1, 2, 3)),
    sent_on text not null check (date(sent_on) = sent_on),
    channel text not null,
    paper_id integer not null references issued_paper (id) on delete restrict,
    check ((client_id is null) <> (funder_id is null))
) strict;
create index reminder_sent on reminder (sent_on);

create table reminder_invoice (
    id integer primary key,
    reminder_id integer not null references reminder (id) on delete cascade,
    invoice_id integer not null references invoice (id) on delete restrict,
    remaining_cents integer not null,
    interest_cents integer not null,
    indemnity_cents integer not null,
    unique (reminder_id, invoice_id)
) strict;
create index reminder_invoice_invoice on reminder_invoice (invoice_id);

-- One shape of line for the three papers that price something; `owner_id` is the paper.
create table proposal_line (
    owner_id integer not null references proposal (id) on delete cascade,
    position integer not null,
    label text not null, quantity text not null,
    unit text not null check (unit in ('person', 'group', 'day', 'hour', 'piece')),
    unit_price_cents integer not null, discount text not null, tva_rate text not null,
    exemption text check (exemption in ('training', 'franchise', 'out_of_scope')),
    kind text not null check (kind in
        ('training', 'travel', 'meals', 'room', 'material', 'coaching', 'other')),
    is_optional integer not null check (is_optional in (0, 1)),
    course_version_id integer references course_version (id) on delete restrict,
    session_id integer references training_session (id) on delete restrict,
    primary key (owner_id, position)
) strict, without rowid;

create table agreement_line (
    owner_id integer not null references agreement (id) on delete cascade,
    position integer not null,
    label text not null, quantity text not null,
    unit text not null check (unit in ('person', 'group', 'day', 'hour', 'piece')),
    unit_price_cents integer not null, discount text not null, tva_rate text not null,
    exemption text check (exemption in ('training', 'franchise', 'out_of_scope')),
    kind text not null check (kind in
        ('training', 'travel', 'meals', 'room', 'material', 'coaching', 'other')),
    is_optional integer not null check (is_optional in (0, 1)),
    course_version_id integer references course_version (id) on delete restrict,
    session_id integer references training_session (id) on delete restrict,
    primary key (owner_id, position)
) strict, without rowid;

create table invoice_line (
    owner_id integer not null references invoice (id) on delete cascade,
    position integer not null,
    label text not null, quantity text not null,
    unit text not null check (unit in ('person', 'group', 'day', 'hour', 'piece')),
    unit_price_cents integer not null, discount text not null, tva_rate text not null,
    exemption text check (exemption in ('training', 'franchise', 'out_of_scope')),
    kind text not null check (kind in
        ('training', 'travel', 'meals', 'room', 'material', 'coaching', 'other')),
    is_optional integer not null check (is_optional in (0, 1)),
    course_version_id integer references course_version (id) on delete restrict,
    session_id integer references training_session (id) on delete restrict,
    origin text check (origin in ('1', '2a', '2b', '2c', '2d', '2e', '2f', '2g', '2h', '3', '4',
        '5', '6', '7', '8', '9', '10', '11', 'outside')),
    -- The funder's file that it asks the money of.
    funding_id integer references funding (id) on delete restrict,
    total_ht_cents integer not null,
    primary key (owner_id, position)
) strict, without rowid;
create index invoice_line_funding on invoice_line (funding_id) where funding_id is not null;
create index invoice_line_session on invoice_line (session_id) where session_id is not null;

create table payment (
    id integer primary key,
    kind text not null check (kind in ('received', 'refund', 'bounced', 'mistake', 'written_off')),
    paid_on text not null check (date(paid_on) = paid_on),
    -- The day it was written down: closings count by it.
    recorded_on text not null check (date(recorded_on) = recorded_on),
    -- Negative: it goes out, or never came.
    amount_cents integer not null check (amount_cents <> 0),
    means text not null
        check (means in ('transfer', 'cheque', 'card', 'cash', 'direct_debit', 'offset')),
    reference text not null, notes text not null,
    client_id integer references client (id) on delete restrict,
    funder_id integer references funder (id) on delete restrict,
    -- The payment that this one takes back, whole, or whose rest it gives back.
    corrects_id integer references payment (id) on delete restrict,
    -- The decision that a refund follows.
    settlement_id integer references settlement (id) on delete restrict,
    -- A cheque that may not be cashed yet: it is no payment before.
    held_until text check (date(held_until) = held_until),
    check (kind <> 'received' or amount_cents > 0),
    check (kind not in ('refund', 'bounced') or amount_cents < 0),
    check (kind not in ('bounced', 'mistake') or corrects_id is not null),
    -- What will never come settles its invoice all the same, until it is taken back.
    check (kind <> 'written_off' or (amount_cents > 0) = (corrects_id is null)),
    check (held_until is null or kind = 'received')
) strict;
create index payment_paid on payment (paid_on);
create index payment_client on payment (client_id);
-- The few cheques that count nowhere yet.
create index payment_held on payment (id) where held_until is not null;
create index payment_corrects on payment (corrects_id) where corrects_id is not null;
create unique index payment_taken_back on payment (corrects_id)
    where kind in ('bounced', 'mistake', 'written_off');
create index payment_written_off on payment (id) where kind = 'written_off';

-- What a payment settles: the sum of its rows on an invoice. What was settled by mistake is taken
-- off by another row.
create table payment_allocation (
    id integer primary key,
    payment_id integer not null references payment (id) on delete cascade,
    invoice_id integer not null references invoice (id) on delete restrict,
    amount_cents integer not null check (amount_cents <> 0),
    settled_on text not null check (date(settled_on) = settled_on)
) strict;
create index payment_allocation_invoice
    on payment_allocation (invoice_id, payment_id, amount_cents);
create index payment_allocation_payment
    on payment_allocation (payment_id, invoice_id, amount_cents);

create index payment_cheque on payment (paid_on)
    where means = 'cheque' and kind = 'received' and held_until is null;

-- Cheques taken to the bank together. One that is undone holds none any more; what it held is kept.
create table cheque_slip (
    id integer primary key,
    number text not null unique,
    deposited_on text not null check (date(deposited_on) = deposited_on),
    cheques integer not null check (cheques > 0),
    total_cents integer not null check (total_cents > 0),
    notes text not null,
    undone_on text check (date(undone_on) = undone_on)
) strict;
create table cheque_slip_item (
    -- On one slip at a time.
    payment_id integer primary key references payment (id) on delete restrict,
    slip_id integer not null references cheque_slip (id) on delete cascade
) strict;
create index cheque_slip_item_slip on cheque_slip_item (slip_id);

-- What a month or a year came to, kept for ever once it is over.
create table period_closing (
    id integer primary key,
    period text not null check (period in ('month', 'year')),
    starts_on text not null check (date(starts_on) = starts_on),
    ends_on text not null check (date(ends_on) = ends_on),
    closed_on text not null check (date(closed_on) = closed_on),
    invoices integer not null, credit_notes integer not null,
    total_ht_cents integer not null, tva_cents integer not null, total_ttc_cents integer not null,
    payments integer not null, received_cents integer not null,
    -- Since the first invoice of all.
    perpetual_ht_cents integer not null, perpetual_tva_cents integer not null,
    perpetual_ttc_cents integer not null, perpetual_received_cents integer not null,
    unique (period, starts_on),
    check (starts_on < ends_on and ends_on < closed_on)
) strict;

-- Issued invoices, money and closings, link after link: each holds the fingerprint of the one
-- before.
create table chain_link (
    id integer primary key,
    kind text not null check (kind in ('invoice', 'payment', 'allocation', 'closing')),
    row_id integer not null,
    content text not null check (json_valid(content)),
    previous text not null check (length(previous) = 64),
    sha256 text not null unique check (length(sha256) = 64),
    unique (kind, row_id)
) strict;

-- Files of the bank, their movements, and the payments that these are. A movement comes in once,
-- however many files tell it.
create table bank_statement (
    id integer primary key,
    file_name text not null, account text not null,
    imported_on text not null check (date(imported_on) = imported_on)
) strict;

create table bank_line (
    id integer primary key,
    statement_id integer not null references bank_statement (id) on delete cascade,
    day text not null check (date(day) = day),
    label text not null, amount_cents integer not null check (amount_cents <> 0),
    reference text not null,
    fingerprint text not null unique,
    state text not null check (state in ('waiting', 'matched', 'ignored'))
) strict;
create index bank_line_statement on bank_line (statement_id);
create index bank_line_day on bank_line (day);
create index bank_line_state on bank_line (state, day);

create table bank_match (
    id integer primary key,
    bank_line_id integer not null references bank_line (id) on delete restrict,
    payment_id integer not null unique references payment (id) on delete restrict,
    -- Whether the payment was recorded from the movement, and goes with it.
    made integer not null check (made in (0, 1))
) strict;
create index bank_match_line on bank_match (bank_line_id);

-- Papers that left, and what came back -----------------------------------------------------------

create table issued_paper (
    id integer primary key,
    kind text not null,
    title text not null,
    reference text not null,
    file_name text not null,
    issued_on text not null check (date(issued_on) = issued_on),
    issued_at text not null,
    pages integer not null check (pages > 0),
    sha256 text not null check (length(sha256) = 64),
    -- Before the seal, whose date makes each sealing differ; the same paper is known by it.
    unsealed_sha256 text check (length(unsealed_sha256) = 64),
    sealed_by text not null default '' check ((sealed_by <> '') = (unsealed_sha256 is not null)),
    session_id integer references training_session (id) on delete restrict,
    client_id integer references client (id) on delete restrict,
    trainee_id integer references trainee (id) on delete restrict,
    course_version_id integer references course_version (id) on delete restrict,
    conditions_id integer references conditions (id) on delete restrict,
    proposal_id integer references proposal (id) on delete restrict,
    agreement_id integer references agreement (id) on delete restrict,
    invoice_id integer references invoice (id) on delete restrict,
    settlement_id integer references settlement (id) on delete restrict,
    amendment_id integer references amendment (id) on delete restrict,
    register_entry_id integer references register_entry (id) on delete restrict,
    trainer_id integer references trainer (id) on delete restrict,
    funder_id integer references funder (id) on delete restrict,
    incident_id integer references platform_incident (id) on delete restrict,
    maintenance_id integer references maintenance (id) on delete restrict,
    disciplinary_case_id integer references disciplinary_case (id) on delete restrict,
    cheque_slip_id integer references cheque_slip (id) on delete restrict,
    replaces_id integer references issued_paper (id) on delete restrict
) strict;
-- A paper concerns few of these: the many that have none are left out of each.
create index issued_paper_session on issued_paper (session_id) where session_id is not null;
create index issued_paper_client on issued_paper (client_id) where client_id is not null;
create index issued_paper_trainee on issued_paper (trainee_id) where trainee_id is not null;
create index issued_paper_invoice on issued_paper (invoice_id) where invoice_id is not null;
create index issued_paper_proposal on issued_paper (proposal_id) where proposal_id is not null;
create index issued_paper_agreement on issued_paper (agreement_id) where agreement_id is not null;
create index issued_paper_settlement on issued_paper (settlement_id)
    where settlement_id is not null;
create index issued_paper_amendment on issued_paper (amendment_id) where amendment_id is not null;
create index issued_paper_conditions on issued_paper (conditions_id)
    where conditions_id is not null;
create index issued_paper_register_entry on issued_paper (register_entry_id)
    where register_entry_id is not null;
create index issued_paper_trainer on issued_paper (trainer_id) where trainer_id is not null;
create index issued_paper_case on issued_paper (disciplinary_case_id)
    where disciplinary_case_id is not null;

-- Apart from the row above, so that lists of papers do not wade through their bytes.
create table paper_content (
    paper_id integer primary key references issued_paper (id) on delete restrict,
    data text not null check (json_valid(data)),
    texts text not null check (json_valid(texts)),
    pdf blob not null
) strict;

create table signed_copy (
    id integer primary key,
    paper_id integer not null references issued_paper (id) on delete restrict,
    received_on text not null check (date(received_on) = received_on),
    channel text not null,
    reference text not null,
    signed_on text check (date(signed_on) = signed_on),
    signed_by text not null,
    file_name text not null,
    sha256 text not null,
    content blob
) strict;
create index signed_copy_paper on signed_copy (paper_id);

-- What happened, and where to find it ------------------------------------------------------------

create table history (
    id integer primary key,
    at text not null default (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    table_name text not null,
    row_id integer not null,
    action text not null check (action in ('insert', 'update', 'delete')),
    before text check (before is null or json_valid(before)),
    after text check (after is null or json_valid(after))
) strict;
create index history_row on history (table_name, row_id);

create virtual table search_index using fts5 (
    text, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);
