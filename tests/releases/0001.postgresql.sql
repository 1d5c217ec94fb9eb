CREATE TABLE account (
    id integer NOT NULL,
    email character varying NOT NULL,
    name character varying NOT NULL,
    role character varying NOT NULL,
    password_hash character varying
);
CREATE SEQUENCE account_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE account_id_seq OWNED BY account.id;
CREATE TABLE alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE award (
    name character varying NOT NULL,
    recipient character varying NOT NULL,
    affiliation character varying NOT NULL,
    photo character varying NOT NULL,
    paper_id integer,
    id integer NOT NULL,
    section_id integer NOT NULL,
    "position" integer NOT NULL,
    version integer NOT NULL
);
CREATE SEQUENCE award_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE award_id_seq OWNED BY award.id;
CREATE TABLE date (
    label character varying NOT NULL,
    date date,
    superseded json NOT NULL,
    id integer NOT NULL,
    section_id integer NOT NULL,
    "position" integer NOT NULL,
    version integer NOT NULL
);
CREATE SEQUENCE date_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE date_id_seq OWNED BY date.id;
CREATE TABLE edition (
    id integer NOT NULL,
    slug character varying NOT NULL,
    title character varying NOT NULL,
    tagline character varying NOT NULL,
    starts_on date,
    venue character varying NOT NULL,
    timezone character varying,
    accent character varying NOT NULL,
    version integer NOT NULL,
    header_version integer NOT NULL
);
CREATE SEQUENCE edition_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE edition_id_seq OWNED BY edition.id;
CREATE TABLE keynote (
    speaker character varying NOT NULL,
    affiliation character varying NOT NULL,
    title character varying NOT NULL,
    abstract character varying NOT NULL,
    bio character varying NOT NULL,
    photo character varying NOT NULL,
    id integer NOT NULL,
    section_id integer NOT NULL,
    "position" integer NOT NULL,
    version integer NOT NULL
);
CREATE SEQUENCE keynote_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE keynote_id_seq OWNED BY keynote.id;
CREATE TABLE organizer (
    name character varying NOT NULL,
    affiliation character varying NOT NULL,
    url character varying NOT NULL,
    id integer NOT NULL,
    section_id integer NOT NULL,
    "position" integer NOT NULL,
    version integer NOT NULL
);
CREATE SEQUENCE organizer_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE organizer_id_seq OWNED BY organizer.id;
CREATE TABLE paper (
    authors character varying NOT NULL,
    title character varying NOT NULL,
    url character varying NOT NULL,
    id integer NOT NULL,
    section_id integer NOT NULL,
    "position" integer NOT NULL,
    version integer NOT NULL
);
CREATE SEQUENCE paper_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE paper_id_seq OWNED BY paper.id;
CREATE TABLE revision (
    id integer NOT NULL,
    edition_id integer NOT NULL,
    version integer NOT NULL,
    verb character varying NOT NULL,
    kind character varying NOT NULL,
    row_id integer NOT NULL,
    before json NOT NULL,
    after json NOT NULL,
    account_id integer,
    at timestamp without time zone NOT NULL
);
CREATE SEQUENCE revision_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE revision_id_seq OWNED BY revision.id;
CREATE TABLE section (
    id integer NOT NULL,
    edition_id integer NOT NULL,
    "position" integer NOT NULL,
    kind character varying NOT NULL,
    heading character varying NOT NULL,
    anchor character varying NOT NULL,
    intro character varying NOT NULL,
    version integer NOT NULL
);
CREATE SEQUENCE section_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE section_id_seq OWNED BY section.id;
CREATE TABLE sign_in_link (
    id integer NOT NULL,
    token_hash character varying NOT NULL,
    account_id integer NOT NULL,
    expires_at timestamp without time zone NOT NULL
);
CREATE SEQUENCE sign_in_link_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE sign_in_link_id_seq OWNED BY sign_in_link.id;
CREATE TABLE slot (
    track character varying NOT NULL,
    start time without time zone,
    "end" time without time zone,
    kind character varying NOT NULL,
    speaker character varying NOT NULL,
    title character varying NOT NULL,
    recording character varying NOT NULL,
    paper_id integer,
    keynote_id integer,
    id integer NOT NULL,
    section_id integer NOT NULL,
    "position" integer NOT NULL,
    version integer NOT NULL
);
CREATE SEQUENCE slot_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE slot_id_seq OWNED BY slot.id;
CREATE TABLE text (
    body character varying NOT NULL,
    picture character varying NOT NULL,
    alt character varying NOT NULL,
    url character varying NOT NULL,
    id integer NOT NULL,
    section_id integer NOT NULL,
    "position" integer NOT NULL,
    version integer NOT NULL
);
CREATE SEQUENCE text_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE text_id_seq OWNED BY text.id;
ALTER TABLE ONLY account ALTER COLUMN id SET DEFAULT nextval('account_id_seq'::regclass);
ALTER TABLE ONLY award ALTER COLUMN id SET DEFAULT nextval('award_id_seq'::regclass);
ALTER TABLE ONLY date ALTER COLUMN id SET DEFAULT nextval('date_id_seq'::regclass);
ALTER TABLE ONLY edition ALTER COLUMN id SET DEFAULT nextval('edition_id_seq'::regclass);
ALTER TABLE ONLY keynote ALTER COLUMN id SET DEFAULT nextval('keynote_id_seq'::regclass);
ALTER TABLE ONLY organizer ALTER COLUMN id SET DEFAULT nextval('organizer_id_seq'::regclass);
ALTER TABLE ONLY paper ALTER COLUMN id SET DEFAULT nextval('paper_id_seq'::regclass);
ALTER TABLE ONLY revision ALTER COLUMN id SET DEFAULT nextval('revision_id_seq'::regclass);
ALTER TABLE ONLY section ALTER COLUMN id SET DEFAULT nextval('section_id_seq'::regclass);
ALTER TABLE ONLY sign_in_link ALTER COLUMN id SET DEFAULT nextval('sign_in_link_id_seq'::regclass);
ALTER TABLE ONLY slot ALTER COLUMN id SET DEFAULT nextval('slot_id_seq'::regclass);
ALTER TABLE ONLY text ALTER COLUMN id SET DEFAULT nextval('text_id_seq'::regclass);
INSERT INTO account VALUES (1, 'alice@example.org', 'Alice', 'owner', '$argon2id$v=19$m=64,t=1,p=4$/V/Si1xPx9eW82Dgxyc5Jw$UDO+j8ufSYebbFosFibNR9dq8SwBCIexRbjjEv6cNSU');
INSERT INTO account VALUES (2, 'bob@example.org', 'Bob', 'editor', NULL);
INSERT INTO alembic_version VALUES ('0001');
INSERT INTO award VALUES ('Best paper', '', 'A Place', '', 3, 1, 5, 0, 1);
INSERT INTO date VALUES ('Submission', '2020-06-28', '["2020-06-14"]', 1, 6, 0, 1);
INSERT INTO edition VALUES (1, '2020', 'A workshop', 'Its tagline', '2020-10-05', 'A venue', 'Europe/Copenhagen', 'madder', 4, 1);
INSERT INTO edition VALUES (3, '2021', 'A second', '', NULL, '', NULL, 'moss', 2, 2);
INSERT INTO keynote VALUES ('A Speaker', 'A University', 'A keynote', 'What it is *about*.', 'Who they are.', '', 4, 3, 0, 1);
INSERT INTO organizer VALUES ('An Organizer', 'An Institute', 'https://example.org/organizer', 1, 7, 0, 1);
INSERT INTO paper VALUES ('An Author, Another', 'A title — with a dash', 'https://example.org/paper', 3, 1, 0, 2);
INSERT INTO paper VALUES ('', 'B', '', 12, 8, 0, 1);
INSERT INTO revision VALUES (7, 1, 4, 'remove', 'paper', 9, '{"paper-9": {"id": 9, "section_id": 1, "position": 1, "version": 1, "authors": "", "title": "Gone", "url": ""}}', '{}', 1, '2020-01-02 00:00:00');
INSERT INTO revision VALUES (9, 3, 2, 'save', 'edition', 3, '{"edition-3": {"id": 3, "title": "A", "header_version": 1}}', '{"edition-3": {"id": 3, "title": "A second", "header_version": 2}}', 2, '2020-01-01 00:00:00');
INSERT INTO section VALUES (1, 1, 0, 'paper', 'Papers', 'papers', 'What was *accepted*.', 1);
INSERT INTO section VALUES (2, 1, 1, 'slot', 'Programme', 'programme', '', 1);
INSERT INTO section VALUES (3, 1, 2, 'keynote', 'Keynotes', 'keynotes', '', 1);
INSERT INTO section VALUES (4, 1, 3, 'text', 'About', 'about', '', 1);
INSERT INTO section VALUES (5, 1, 4, 'award', 'Awards', 'awards', '', 1);
INSERT INTO section VALUES (6, 1, 5, 'date', 'Dates', 'dates', '', 1);
INSERT INTO section VALUES (7, 1, 6, 'organizer', 'Organizers', 'organizers', '', 1);
INSERT INTO section VALUES (8, 3, 0, 'paper', 'Papers', 'papers', '', 1);
INSERT INTO sign_in_link VALUES (1, 'a hash', 2, '2020-01-08 00:00:00');
INSERT INTO slot VALUES ('Session 1', '09:00:00', '09:30:00', 'talk', 'A Presenter', '', 'https://example.org/r', 3, NULL, 5, 2, 0, 1);
INSERT INTO slot VALUES ('Session 2', '10:00:00', '10:45:00', 'keynote', '', '', '', NULL, 4, 6, 2, 1, 1);
INSERT INTO slot VALUES ('', NULL, NULL, 'break', '', 'Lunch', '', NULL, NULL, 7, 2, 2, 1);
INSERT INTO text VALUES ('Some **bold** words.', '', '', 'https://example.org/', 1, 4, 0, 1);
SELECT pg_catalog.setval('account_id_seq', 1, false);
SELECT pg_catalog.setval('award_id_seq', 1, false);
SELECT pg_catalog.setval('date_id_seq', 1, false);
SELECT pg_catalog.setval('edition_id_seq', 1, false);
SELECT pg_catalog.setval('keynote_id_seq', 1, false);
SELECT pg_catalog.setval('organizer_id_seq', 1, false);
SELECT pg_catalog.setval('paper_id_seq', 1, false);
SELECT pg_catalog.setval('revision_id_seq', 1, false);
SELECT pg_catalog.setval('section_id_seq', 1, false);
SELECT pg_catalog.setval('sign_in_link_id_seq', 1, false);
SELECT pg_catalog.setval('slot_id_seq', 1, false);
SELECT pg_catalog.setval('text_id_seq', 1, false);
ALTER TABLE ONLY alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY account
    ADD CONSTRAINT pk_account PRIMARY KEY (id);
ALTER TABLE ONLY award
    ADD CONSTRAINT pk_award PRIMARY KEY (id);
ALTER TABLE ONLY date
    ADD CONSTRAINT pk_date PRIMARY KEY (id);
ALTER TABLE ONLY edition
    ADD CONSTRAINT pk_edition PRIMARY KEY (id);
ALTER TABLE ONLY keynote
    ADD CONSTRAINT pk_keynote PRIMARY KEY (id);
ALTER TABLE ONLY organizer
    ADD CONSTRAINT pk_organizer PRIMARY KEY (id);
ALTER TABLE ONLY paper
    ADD CONSTRAINT pk_paper PRIMARY KEY (id);
ALTER TABLE ONLY revision
    ADD CONSTRAINT pk_revision PRIMARY KEY (id);
ALTER TABLE ONLY section
    ADD CONSTRAINT pk_section PRIMARY KEY (id);
ALTER TABLE ONLY sign_in_link
    ADD CONSTRAINT pk_sign_in_link PRIMARY KEY (id);
ALTER TABLE ONLY slot
    ADD CONSTRAINT pk_slot PRIMARY KEY (id);
ALTER TABLE ONLY text
    ADD CONSTRAINT pk_text PRIMARY KEY (id);
ALTER TABLE ONLY account
    ADD CONSTRAINT uq_account_email UNIQUE (email);
ALTER TABLE ONLY edition
    ADD CONSTRAINT uq_edition_slug UNIQUE (slug);
ALTER TABLE ONLY revision
    ADD CONSTRAINT uq_revision_edition_id UNIQUE (edition_id, version);
ALTER TABLE ONLY section
    ADD CONSTRAINT uq_section_edition_id UNIQUE (edition_id, anchor);
ALTER TABLE ONLY sign_in_link
    ADD CONSTRAINT uq_sign_in_link_token_hash UNIQUE (token_hash);
CREATE INDEX ix_award_paper_id ON award USING btree (paper_id);
CREATE INDEX ix_award_section_id ON award USING btree (section_id);
CREATE INDEX ix_date_section_id ON date USING btree (section_id);
CREATE INDEX ix_keynote_section_id ON keynote USING btree (section_id);
CREATE INDEX ix_organizer_section_id ON organizer USING btree (section_id);
CREATE INDEX ix_paper_section_id ON paper USING btree (section_id);
CREATE INDEX ix_revision_row_id ON revision USING btree (row_id);
CREATE INDEX ix_section_edition_id ON section USING btree (edition_id);
CREATE INDEX ix_slot_keynote_id ON slot USING btree (keynote_id);
CREATE INDEX ix_slot_paper_id ON slot USING btree (paper_id);
CREATE INDEX ix_slot_section_id ON slot USING btree (section_id);
CREATE INDEX ix_text_section_id ON text USING btree (section_id);
ALTER TABLE ONLY award
    ADD CONSTRAINT fk_award_paper_id_paper FOREIGN KEY (paper_id) REFERENCES paper(id) ON DELETE SET NULL;
ALTER TABLE ONLY award
    ADD CONSTRAINT fk_award_section_id_section FOREIGN KEY (section_id) REFERENCES section(id) ON DELETE CASCADE;
ALTER TABLE ONLY date
    ADD CONSTRAINT fk_date_section_id_section FOREIGN KEY (section_id) REFERENCES section(id) ON DELETE CASCADE;
ALTER TABLE ONLY keynote
    ADD CONSTRAINT fk_keynote_section_id_section FOREIGN KEY (section_id) REFERENCES section(id) ON DELETE CASCADE;
ALTER TABLE ONLY organizer
    ADD CONSTRAINT fk_organizer_section_id_section FOREIGN KEY (section_id) REFERENCES section(id) ON DELETE CASCADE;
ALTER TABLE ONLY paper
    ADD CONSTRAINT fk_paper_section_id_section FOREIGN KEY (section_id) REFERENCES section(id) ON DELETE CASCADE;
ALTER TABLE ONLY revision
    ADD CONSTRAINT fk_revision_account_id_account FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE SET NULL;
ALTER TABLE ONLY revision
    ADD CONSTRAINT fk_revision_edition_id_edition FOREIGN KEY (edition_id) REFERENCES edition(id) ON DELETE CASCADE;
ALTER TABLE ONLY section
    ADD CONSTRAINT fk_section_edition_id_edition FOREIGN KEY (edition_id) REFERENCES edition(id) ON DELETE CASCADE;
ALTER TABLE ONLY sign_in_link
    ADD CONSTRAINT fk_sign_in_link_account_id_account FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;
ALTER TABLE ONLY slot
    ADD CONSTRAINT fk_slot_keynote_id_keynote FOREIGN KEY (keynote_id) REFERENCES keynote(id) ON DELETE SET NULL;
ALTER TABLE ONLY slot
    ADD CONSTRAINT fk_slot_paper_id_paper FOREIGN KEY (paper_id) REFERENCES paper(id) ON DELETE SET NULL;
ALTER TABLE ONLY slot
    ADD CONSTRAINT fk_slot_section_id_section FOREIGN KEY (section_id) REFERENCES section(id) ON DELETE CASCADE;
ALTER TABLE ONLY text
    ADD CONSTRAINT fk_text_section_id_section FOREIGN KEY (section_id) REFERENCES section(id) ON DELETE CASCADE;
