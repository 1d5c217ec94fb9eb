CREATE TABLE account (
    id integer NOT NULL,
    email character varying NOT NULL,
    name character varying NOT NULL,
    role character varying NOT NULL,
    password_hash character varying,
    totp_secret character varying,
    totp_step integer
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
CREATE TABLE asked_link (
    address character varying NOT NULL,
    words character varying NOT NULL,
    at timestamp without time zone NOT NULL
);
CREATE TABLE audit_entry (
    id integer NOT NULL,
    at timestamp without time zone NOT NULL,
    who character varying NOT NULL,
    what character varying NOT NULL,
    address character varying(45) NOT NULL
);
CREATE SEQUENCE audit_entry_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE audit_entry_id_seq OWNED BY audit_entry.id;
CREATE TABLE award (
    name character varying NOT NULL,
    recipient character varying NOT NULL,
    affiliation character varying NOT NULL,
    photo character varying NOT NULL,
    paper_id integer,
    id integer NOT NULL,
    section_id integer NOT NULL,
    "position" integer NOT NULL,
    version integer NOT NULL,
    number integer NOT NULL,
    edition_id integer NOT NULL
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
    version integer NOT NULL,
    number integer NOT NULL,
    edition_id integer NOT NULL,
    uid character varying,
    sequence integer DEFAULT 0 NOT NULL,
    changed_at timestamp without time zone,
    "time" time without time zone,
    zone character varying
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
    header_version integer NOT NULL,
    state character varying DEFAULT 'current'::character varying NOT NULL,
    appears_at timestamp without time zone,
    uuid character varying NOT NULL,
    feed_id character varying,
    ends_on date,
    attendance character varying DEFAULT ''::character varying NOT NULL,
    picture character varying DEFAULT ''::character varying NOT NULL,
    alt character varying DEFAULT ''::character varying NOT NULL,
    crop integer DEFAULT 50 NOT NULL,
    language character varying DEFAULT ''::character varying NOT NULL
);
CREATE SEQUENCE edition_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE edition_id_seq OWNED BY edition.id;
CREATE TABLE erasure (
    id integer NOT NULL,
    at timestamp without time zone NOT NULL,
    who character varying NOT NULL,
    what character varying NOT NULL,
    reason character varying NOT NULL,
    places integer NOT NULL,
    brought_back boolean NOT NULL
);
CREATE SEQUENCE erasure_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE erasure_id_seq OWNED BY erasure.id;
CREATE TABLE "grant" (
    id integer NOT NULL,
    account_id integer NOT NULL,
    edition_id integer,
    track_number integer
);
CREATE SEQUENCE grant_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE grant_id_seq OWNED BY "grant".id;
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
    version integer NOT NULL,
    crop integer DEFAULT 50 NOT NULL,
    number integer NOT NULL,
    edition_id integer NOT NULL
);
CREATE SEQUENCE keynote_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE keynote_id_seq OWNED BY keynote.id;
CREATE TABLE known_address (
    account_id integer NOT NULL,
    address character varying NOT NULL,
    seen_at timestamp without time zone NOT NULL
);
CREATE TABLE last_number (
    edition_id integer NOT NULL,
    kind character varying NOT NULL,
    number integer NOT NULL
);
CREATE TABLE notice (
    text character varying NOT NULL,
    url character varying NOT NULL,
    shown_from timestamp without time zone,
    shown_until timestamp without time zone,
    id integer NOT NULL,
    section_id integer NOT NULL,
    "position" integer NOT NULL,
    version integer NOT NULL,
    number integer NOT NULL,
    edition_id integer NOT NULL
);
CREATE SEQUENCE notice_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE notice_id_seq OWNED BY notice.id;
CREATE TABLE number_floor (
    edition_id integer NOT NULL,
    kind character varying NOT NULL,
    number integer NOT NULL
);
CREATE TABLE old_address (
    path character varying NOT NULL,
    edition_id integer NOT NULL
);
CREATE TABLE organizer (
    name character varying NOT NULL,
    affiliation character varying NOT NULL,
    url character varying NOT NULL,
    id integer NOT NULL,
    section_id integer NOT NULL,
    "position" integer NOT NULL,
    version integer NOT NULL,
    number integer NOT NULL,
    edition_id integer NOT NULL,
    photo character varying DEFAULT ''::character varying NOT NULL,
    crop integer DEFAULT 50 NOT NULL
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
    version integer NOT NULL,
    number integer NOT NULL,
    edition_id integer NOT NULL,
    abstract character varying DEFAULT ''::character varying NOT NULL,
    keywords character varying DEFAULT ''::character varying NOT NULL,
    pdf character varying DEFAULT ''::character varying NOT NULL,
    code character varying DEFAULT ''::character varying NOT NULL
);
CREATE SEQUENCE paper_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE paper_id_seq OWNED BY paper.id;
CREATE TABLE passkey (
    id integer NOT NULL,
    account_id integer NOT NULL,
    name character varying NOT NULL,
    credential_id character varying NOT NULL,
    public_key bytea NOT NULL,
    sign_count bigint NOT NULL,
    made_at timestamp without time zone NOT NULL,
    used_at timestamp without time zone
);
CREATE SEQUENCE passkey_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE passkey_id_seq OWNED BY passkey.id;
CREATE TABLE picture (
    id character varying NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    taken_in_at timestamp without time zone NOT NULL
);
CREATE TABLE presence (
    account_id integer NOT NULL,
    edition_id integer NOT NULL,
    places character varying NOT NULL,
    seen_at timestamp without time zone NOT NULL
);
CREATE TABLE preview (
    token character varying NOT NULL,
    edition_id integer NOT NULL
);
CREATE TABLE rate_limit (
    key character varying NOT NULL,
    full_at double precision NOT NULL
);
CREATE TABLE recovery_code (
    id integer NOT NULL,
    account_id integer NOT NULL,
    code_hash character varying NOT NULL
);
CREATE SEQUENCE recovery_code_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE recovery_code_id_seq OWNED BY recovery_code.id;
CREATE TABLE rendering (
    key character varying NOT NULL,
    html character varying NOT NULL
);
CREATE TABLE rendition (
    name character varying NOT NULL,
    picture_id character varying NOT NULL,
    format character varying NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    data bytea NOT NULL
);
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
    at timestamp without time zone NOT NULL,
    undoes integer,
    once character varying,
    account_name character varying DEFAULT ''::character varying NOT NULL,
    uuid character varying,
    reason character varying DEFAULT ''::character varying NOT NULL
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
    version integer NOT NULL,
    appears_at timestamp without time zone,
    hidden boolean DEFAULT false NOT NULL,
    number integer NOT NULL
);
CREATE SEQUENCE section_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE section_id_seq OWNED BY section.id;
CREATE TABLE session (
    id integer NOT NULL,
    token_hash character varying NOT NULL,
    account_id integer NOT NULL,
    device character varying NOT NULL,
    started_at timestamp without time zone NOT NULL,
    seen_at timestamp without time zone NOT NULL,
    confirmed_at timestamp without time zone
);
CREATE SEQUENCE session_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE session_id_seq OWNED BY session.id;
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
CREATE TABLE silence (
    id integer NOT NULL,
    edition_id integer NOT NULL,
    finding character varying NOT NULL,
    said character varying NOT NULL,
    reason character varying NOT NULL,
    at timestamp without time zone NOT NULL
);
CREATE SEQUENCE silence_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE silence_id_seq OWNED BY silence.id;
CREATE TABLE site (
    version integer NOT NULL,
    name character varying NOT NULL,
    contact character varying NOT NULL,
    privacy character varying NOT NULL,
    legal character varying NOT NULL,
    new_editors character varying NOT NULL,
    new_sections character varying NOT NULL,
    saved_at timestamp without time zone NOT NULL,
    saved_by character varying NOT NULL,
    languages character varying DEFAULT ''::character varying NOT NULL,
    owner_factor character varying DEFAULT 'optional'::character varying NOT NULL
);
CREATE TABLE slot (
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
    version integer NOT NULL,
    number integer NOT NULL,
    edition_id integer NOT NULL,
    uid character varying,
    sequence integer DEFAULT 0 NOT NULL,
    changed_at timestamp without time zone,
    day integer DEFAULT 1 NOT NULL,
    room character varying DEFAULT ''::character varying NOT NULL,
    delay integer DEFAULT 0 NOT NULL,
    pinned boolean DEFAULT false NOT NULL,
    track_id integer
);
CREATE SEQUENCE slot_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE slot_id_seq OWNED BY slot.id;
CREATE TABLE sponsor (
    name character varying NOT NULL,
    level character varying NOT NULL,
    url character varying NOT NULL,
    logo character varying NOT NULL,
    id integer NOT NULL,
    section_id integer NOT NULL,
    "position" integer NOT NULL,
    version integer NOT NULL,
    number integer NOT NULL,
    edition_id integer NOT NULL
);
CREATE SEQUENCE sponsor_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE sponsor_id_seq OWNED BY sponsor.id;
CREATE TABLE suggestion (
    id integer NOT NULL,
    edition_id integer NOT NULL,
    kind character varying NOT NULL,
    row_id integer NOT NULL,
    version integer NOT NULL,
    before json NOT NULL,
    after json NOT NULL,
    note character varying NOT NULL,
    from_name character varying NOT NULL,
    from_email character varying NOT NULL,
    asked boolean NOT NULL,
    at timestamp without time zone NOT NULL,
    state character varying NOT NULL,
    decided_by integer,
    decided_at timestamp without time zone,
    once character varying,
    decided_by_name character varying DEFAULT ''::character varying NOT NULL
);
CREATE SEQUENCE suggestion_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE suggestion_id_seq OWNED BY suggestion.id;
CREATE TABLE suggestion_link (
    id integer NOT NULL,
    edition_id integer NOT NULL,
    kind character varying NOT NULL,
    row_id integer NOT NULL,
    token character varying NOT NULL
);
CREATE SEQUENCE suggestion_link_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE suggestion_link_id_seq OWNED BY suggestion_link.id;
CREATE TABLE text (
    body character varying NOT NULL,
    picture character varying NOT NULL,
    alt character varying NOT NULL,
    url character varying NOT NULL,
    id integer NOT NULL,
    section_id integer NOT NULL,
    "position" integer NOT NULL,
    version integer NOT NULL,
    number integer NOT NULL,
    edition_id integer NOT NULL
);
CREATE SEQUENCE text_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE text_id_seq OWNED BY text.id;
CREATE TABLE track (
    name character varying NOT NULL,
    room character varying DEFAULT ''::character varying NOT NULL,
    id integer NOT NULL,
    edition_id integer NOT NULL,
    number integer NOT NULL,
    section_id integer NOT NULL,
    "position" integer NOT NULL,
    version integer NOT NULL
);
CREATE SEQUENCE track_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE track_id_seq OWNED BY track.id;
ALTER TABLE ONLY account ALTER COLUMN id SET DEFAULT nextval('account_id_seq'::regclass);
ALTER TABLE ONLY audit_entry ALTER COLUMN id SET DEFAULT nextval('audit_entry_id_seq'::regclass);
ALTER TABLE ONLY award ALTER COLUMN id SET DEFAULT nextval('award_id_seq'::regclass);
ALTER TABLE ONLY date ALTER COLUMN id SET DEFAULT nextval('date_id_seq'::regclass);
ALTER TABLE ONLY edition ALTER COLUMN id SET DEFAULT nextval('edition_id_seq'::regclass);
ALTER TABLE ONLY erasure ALTER COLUMN id SET DEFAULT nextval('erasure_id_seq'::regclass);
ALTER TABLE ONLY "grant" ALTER COLUMN id SET DEFAULT nextval('grant_id_seq'::regclass);
ALTER TABLE ONLY keynote ALTER COLUMN id SET DEFAULT nextval('keynote_id_seq'::regclass);
ALTER TABLE ONLY notice ALTER COLUMN id SET DEFAULT nextval('notice_id_seq'::regclass);
ALTER TABLE ONLY organizer ALTER COLUMN id SET DEFAULT nextval('organizer_id_seq'::regclass);
ALTER TABLE ONLY paper ALTER COLUMN id SET DEFAULT nextval('paper_id_seq'::regclass);
ALTER TABLE ONLY passkey ALTER COLUMN id SET DEFAULT nextval('passkey_id_seq'::regclass);
ALTER TABLE ONLY recovery_code ALTER COLUMN id SET DEFAULT nextval('recovery_code_id_seq'::regclass);
ALTER TABLE ONLY revision ALTER COLUMN id SET DEFAULT nextval('revision_id_seq'::regclass);
ALTER TABLE ONLY section ALTER COLUMN id SET DEFAULT nextval('section_id_seq'::regclass);
ALTER TABLE ONLY session ALTER COLUMN id SET DEFAULT nextval('session_id_seq'::regclass);
ALTER TABLE ONLY sign_in_link ALTER COLUMN id SET DEFAULT nextval('sign_in_link_id_seq'::regclass);
ALTER TABLE ONLY silence ALTER COLUMN id SET DEFAULT nextval('silence_id_seq'::regclass);
ALTER TABLE ONLY slot ALTER COLUMN id SET DEFAULT nextval('slot_id_seq'::regclass);
ALTER TABLE ONLY sponsor ALTER COLUMN id SET DEFAULT nextval('sponsor_id_seq'::regclass);
ALTER TABLE ONLY suggestion ALTER COLUMN id SET DEFAULT nextval('suggestion_id_seq'::regclass);
ALTER TABLE ONLY suggestion_link ALTER COLUMN id SET DEFAULT nextval('suggestion_link_id_seq'::regclass);
ALTER TABLE ONLY text ALTER COLUMN id SET DEFAULT nextval('text_id_seq'::regclass);
ALTER TABLE ONLY track ALTER COLUMN id SET DEFAULT nextval('track_id_seq'::regclass);
INSERT INTO account VALUES (1, 'alice@example.org', 'Alice', 'owner', '$argon2id$v=19$m=64,t=1,p=4$5XUsLfO9E4bpEdVnKdokAg$q4/HUqEC5UkkwZRXTQaJ8OwucORGrZdaMDEXzzP4UgY', NULL, NULL);
INSERT INTO account VALUES (2, 'bob@example.org', 'Bob', 'editor', '$argon2id$v=19$m=64,t=1,p=4$5XUsLfO9E4bpEdVnKdokAg$q4/HUqEC5UkkwZRXTQaJ8OwucORGrZdaMDEXzzP4UgY', NULL, NULL);
INSERT INTO alembic_version VALUES ('0074');
INSERT INTO date VALUES ('Before label', '2030-02-28', '["2030-02-14", "2030-02-21"]', 1, 6, 0, 1, 1, 1, NULL, 0, NULL, '17:00:00', 'Asia/Tokyo');
INSERT INTO edition VALUES (1, '2031', 'A workshop', '', '2031-10-05', '', 'Africa/Casablanca', 'madder', 13, 1, 'current', NULL, 'd25de426-ce39-4e77-9ce9-71daebc26a82', NULL, NULL, '', '', '', 50, '');
INSERT INTO keynote VALUES ('A Speaker', 'A University', 'A keynote''s title', 'What it is *about*.', 'Who they are.', '/media/79634e1d6c4b4e2cf3ce', 1, 2, 0, 2, 25, 1, 1);
INSERT INTO last_number VALUES (1, 'text', 1);
INSERT INTO last_number VALUES (1, 'section', 9);
INSERT INTO last_number VALUES (1, 'keynote', 1);
INSERT INTO last_number VALUES (1, 'slot', 1);
INSERT INTO last_number VALUES (1, 'track', 1);
INSERT INTO last_number VALUES (1, 'paper', 1);
INSERT INTO last_number VALUES (1, 'award', 1);
INSERT INTO last_number VALUES (1, 'date', 1);
INSERT INTO last_number VALUES (1, 'organizer', 1);
INSERT INTO last_number VALUES (1, 'sponsor', 1);
INSERT INTO last_number VALUES (1, 'notice', 1);
INSERT INTO notice VALUES ('Before text', 'https://example.org/notice', '2020-01-01 09:00:00', '2099-12-31 23:59:00', 1, 9, 0, 1, 1, 1);
INSERT INTO organizer VALUES ('Before name', 'Before affiliation', 'https://example.org/organizer', 1, 7, 0, 1, 1, 1, '/assets/organizer.jpg', 25);
INSERT INTO paper VALUES ('An Author, et al.', 'A paper''s title', 'https://example.org/paper', 1, 4, 0, 2, 1, 1, 'What it is *about*.', 'fairness, an *odd* one', 'https://example.org/paper.pdf', 'https://example.org/code');
INSERT INTO picture VALUES ('79634e1d6c4b4e2cf3ce', 40, 40, '2026-11-30 23:01:17.387819');
INSERT INTO rate_limit VALUES ('f28ab1394c46ac0563c756ad257e9fe71bb8f3f3acd0fb7f1bb74a284102f829', 1796080108.8554516);
INSERT INTO rate_limit VALUES ('f3272a2dc94f443d3c5d3bf66a3fbde34fa80b37225e93a8253440fd6d41ad2c', 1796079763.2554517);
INSERT INTO rate_limit VALUES ('82e1b59c2ba248f2bc47f8b82b058dd1e1765b86f5eeb242f10abe4da4cae2e8', 1796166076.8675833);
INSERT INTO rate_limit VALUES ('d873e367cc2ae614b8f846e8dc3ae9d2931322e8222019ae8eb4e2ec17e0f2c7', 1796079738.8537424);
INSERT INTO rendering VALUES ('76f7c6302a8e216e1538310761e94a9941d609c1', '<p>What it is <em>about</em>.</p>');
INSERT INTO rendering VALUES ('3ae047ebe07e18156636652043bdb1ee8d5fb284', '<p>Who they are.</p>');
INSERT INTO rendition VALUES ('5fd43851f47dba284e84.webp', '79634e1d6c4b4e2cf3ce', 'webp', 40, 40, '\x52494646720000005745425056503820660000005004009d012a280028003ed15ca64ca825a3a22e2801001a09401855d20a00157ffb80005503e3fe69946000feebde2f9b0832d1bffc6f1ebbbd10eb5fbe90ede65a3551f1e9a43f27e9f8f4d21ed37268059eb1e2fabc0914154f0b0256c3bdb31394000000');
INSERT INTO rendition VALUES ('f6ee573f9d0a79987bd9.jpeg', '79634e1d6c4b4e2cf3ce', 'jpeg', 40, 40, '\xffd8ffe000104a46494600010100000100010000ffdb00430006040506050406060506070706080a100a0a09090a140e0f0c1017141818171416161a1d251f1a1b231c1616202c20232627292a29191f2d302d283025282928ffdb0043010707070a080a130a0a13281a161a2828282828282828282828282828282828282828282828282828282828282828282828282828282828282828282828282828ffc20011080028002803012200021101031101ffc40017000101010100000000000000000000000000040506ffc40017010101010100000000000000000000000006050407ffda000c03010002100310000001e6c4e672495c8cc9051c1ac39dbc924ae4664828e0d61cede4920cc9051c1fffc400161001010100000000000000000000000000032010ffda0008010100010502c797979797dfffc4001a11000105010000000000000000000000000205103481b100ffda0008010301013f01e5392558ea724ab1d4e495637fffc4001b1100000701000000000000000000000000010205103481b100ffda0008010201013f01e49884bd1749884bd1749884bd16ffc400161001010100000000000000000000000000012010ffda0008010100063f02c24924937fffc400161001010100000000000000000000000000c12010ffda0008010100013f21c797979797dfffda000c030100020003000000100430c10c30430fffc4001711000301000000000000000000000000001061f000ffda0008010301013f10d321990cc83fffc40014110100000000000000000000000000000030ffda0008010201013f10100003ffc4001710000301000000000000000000000000002081f010ffda0008010100013f10c92192192192192dffd9');
INSERT INTO revision VALUES (1, 1, 11, 'save', 'paper', 1, '{"paper-1": {"authors": "Before authors", "title": "Before title", "url": "https://example.org/paper", "abstract": "Before abstract", "keywords": "Before keywords", "pdf": "https://example.org/paper.pdf", "code": "https://example.org/code", "id": 1, "edition_id": 1, "number": 1, "section_id": 4, "position": 0, "version": 1}}', '{"paper-1": {"authors": "An Author, et al.", "title": "A paper''s title", "url": "https://example.org/paper", "abstract": "What it is *about*.", "keywords": "fairness, an *odd* one", "pdf": "https://example.org/paper.pdf", "code": "https://example.org/code", "id": 1, "edition_id": 1, "number": 1, "section_id": 4, "position": 0, "version": 2}}', 1, '2026-11-30 23:01:16.5771', NULL, 'wW5IMdt29LHh_FVZ paper-1 2', '', '9b932ae3-8f57-4a85-8ae0-4f81110f30e9', '');
INSERT INTO revision VALUES (2, 1, 12, 'save', 'keynote', 1, '{"keynote-1": {"speaker": "Before speaker", "affiliation": "Before affiliation", "title": "Before title", "abstract": "Before abstract", "bio": "Before bio", "photo": "/assets/speaker.jpg", "crop": 25, "id": 1, "edition_id": 1, "number": 1, "section_id": 2, "position": 0, "version": 1}}', '{"keynote-1": {"speaker": "A Speaker", "affiliation": "A University", "title": "A keynote''s title", "abstract": "What it is *about*.", "bio": "Who they are.", "photo": "/media/79634e1d6c4b4e2cf3ce", "crop": 25, "id": 1, "edition_id": 1, "number": 1, "section_id": 2, "position": 0, "version": 2}}', 1, '2026-11-30 23:01:17.465134', NULL, 'OWFFK-zH5DtUNs72 keynote-1 2', '', '0e753d74-1f2a-41cc-99a6-c10e8fe264a0', '');
INSERT INTO revision VALUES (3, 1, 13, 'remove', 'award', 1, '{"award-1": {"name": "Before name", "recipient": "Before recipient", "affiliation": "Before affiliation", "photo": "", "paper_id": null, "id": 1, "edition_id": 1, "number": 1, "section_id": 5, "position": 0, "version": 1}}', '{}', 1, '2026-11-30 23:01:18.554325', NULL, NULL, '', 'c178111b-47df-4009-b2c0-4fa235520b45', '');
INSERT INTO section VALUES (1, 1, 0, 'text', 'text', 'texts-0', '', 1, NULL, false, 1);
INSERT INTO section VALUES (2, 1, 1, 'keynote', 'keynote', 'keynotes-1', '', 1, NULL, false, 2);
INSERT INTO section VALUES (3, 1, 2, 'slot', 'slot', 'slots-2', '', 1, NULL, false, 3);
INSERT INTO section VALUES (4, 1, 3, 'paper', 'paper', 'papers-3', '', 1, NULL, false, 4);
INSERT INTO section VALUES (5, 1, 4, 'award', 'award', 'awards-4', '', 1, NULL, false, 5);
INSERT INTO section VALUES (6, 1, 5, 'date', 'date', 'dates-5', '', 1, NULL, false, 6);
INSERT INTO section VALUES (7, 1, 6, 'organizer', 'organizer', 'organizers-6', '', 1, NULL, false, 7);
INSERT INTO section VALUES (8, 1, 7, 'sponsor', 'sponsor', 'sponsors-7', '', 1, NULL, false, 8);
INSERT INTO section VALUES (9, 1, 8, 'notice', 'notice', 'notices-8', '', 1, NULL, false, 9);
INSERT INTO session VALUES (1, '2bd806c97f0e00af1a1fc3328fa763a9269723c8db8fac4f93af71db186d6e90', 1, 'A browser', '2026-11-30 23:01:16.26929', '2026-11-30 23:01:16.269307', '2026-11-30 23:01:16.269311');
INSERT INTO session VALUES (2, '81b637d8fcd2c6da6359e6963113a1170de795e4b725b84d1e0b4cfd9ec58ce9', 2, 'A browser', '2026-11-30 23:01:16.29368', '2026-11-30 23:01:16.293699', '2026-11-30 23:01:16.293703');
INSERT INTO site VALUES (1, '', '', '', '', 'all', 'shown', '2026-11-30 23:01:15', '', '', 'optional');
INSERT INTO slot VALUES ('09:00:00', '09:30:00', 'talk', 'Before speaker', 'Before title', 'https://example.org/recording', NULL, NULL, 1, 3, 0, 1, 1, 1, NULL, 0, NULL, 1, 'Before room', 0, false, 1);
INSERT INTO sponsor VALUES ('Before name', 'Before level', 'https://example.org/sponsor', '/assets/logo.png', 1, 8, 0, 1, 1, 1);
INSERT INTO suggestion VALUES (1, 1, 'paper', 1, 2, '{"title": "A paper''s title", "authors": "An Author, et al.", "url": "https://example.org/paper"}', '{"title": "A better title", "authors": "An Author", "url": ""}', '', '', '', false, '2026-11-30 23:01:18.874497', 'open', NULL, NULL, '1b3d97fedddba2073770d81638f14858169911df15c6b2d8dc5e8cfcac5d5007', '');
INSERT INTO text VALUES ('Before body', '', '', 'https://example.org/text', 1, 1, 0, 1, 1, 1);
INSERT INTO track VALUES ('EPIMI', '', 1, 1, 1, 3, 0, 1);
SELECT pg_catalog.setval('account_id_seq', 2, true);
SELECT pg_catalog.setval('audit_entry_id_seq', 1, false);
SELECT pg_catalog.setval('award_id_seq', 1, true);
SELECT pg_catalog.setval('date_id_seq', 1, true);
SELECT pg_catalog.setval('edition_id_seq', 1, true);
SELECT pg_catalog.setval('erasure_id_seq', 1, false);
SELECT pg_catalog.setval('grant_id_seq', 1, false);
SELECT pg_catalog.setval('keynote_id_seq', 1, true);
SELECT pg_catalog.setval('notice_id_seq', 1, true);
SELECT pg_catalog.setval('organizer_id_seq', 1, true);
SELECT pg_catalog.setval('paper_id_seq', 1, true);
SELECT pg_catalog.setval('passkey_id_seq', 1, false);
SELECT pg_catalog.setval('recovery_code_id_seq', 1, false);
SELECT pg_catalog.setval('revision_id_seq', 3, true);
SELECT pg_catalog.setval('section_id_seq', 9, true);
SELECT pg_catalog.setval('session_id_seq', 2, true);
SELECT pg_catalog.setval('sign_in_link_id_seq', 1, false);
SELECT pg_catalog.setval('silence_id_seq', 1, false);
SELECT pg_catalog.setval('slot_id_seq', 1, true);
SELECT pg_catalog.setval('sponsor_id_seq', 1, true);
SELECT pg_catalog.setval('suggestion_id_seq', 1, true);
SELECT pg_catalog.setval('suggestion_link_id_seq', 1, false);
SELECT pg_catalog.setval('text_id_seq', 1, true);
SELECT pg_catalog.setval('track_id_seq', 1, true);
ALTER TABLE ONLY alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY account
    ADD CONSTRAINT pk_account PRIMARY KEY (id);
ALTER TABLE ONLY asked_link
    ADD CONSTRAINT pk_asked_link PRIMARY KEY (address);
ALTER TABLE ONLY audit_entry
    ADD CONSTRAINT pk_audit_entry PRIMARY KEY (id);
ALTER TABLE ONLY award
    ADD CONSTRAINT pk_award PRIMARY KEY (id);
ALTER TABLE ONLY date
    ADD CONSTRAINT pk_date PRIMARY KEY (id);
ALTER TABLE ONLY edition
    ADD CONSTRAINT pk_edition PRIMARY KEY (id);
ALTER TABLE ONLY erasure
    ADD CONSTRAINT pk_erasure PRIMARY KEY (id);
ALTER TABLE ONLY "grant"
    ADD CONSTRAINT pk_grant PRIMARY KEY (id);
ALTER TABLE ONLY keynote
    ADD CONSTRAINT pk_keynote PRIMARY KEY (id);
ALTER TABLE ONLY known_address
    ADD CONSTRAINT pk_known_address PRIMARY KEY (account_id, address);
ALTER TABLE ONLY last_number
    ADD CONSTRAINT pk_last_number PRIMARY KEY (edition_id, kind);
ALTER TABLE ONLY notice
    ADD CONSTRAINT pk_notice PRIMARY KEY (id);
ALTER TABLE ONLY number_floor
    ADD CONSTRAINT pk_number_floor PRIMARY KEY (edition_id, kind);
ALTER TABLE ONLY old_address
    ADD CONSTRAINT pk_old_address PRIMARY KEY (path);
ALTER TABLE ONLY organizer
    ADD CONSTRAINT pk_organizer PRIMARY KEY (id);
ALTER TABLE ONLY paper
    ADD CONSTRAINT pk_paper PRIMARY KEY (id);
ALTER TABLE ONLY passkey
    ADD CONSTRAINT pk_passkey PRIMARY KEY (id);
ALTER TABLE ONLY picture
    ADD CONSTRAINT pk_picture PRIMARY KEY (id);
ALTER TABLE ONLY presence
    ADD CONSTRAINT pk_presence PRIMARY KEY (account_id, edition_id);
ALTER TABLE ONLY preview
    ADD CONSTRAINT pk_preview PRIMARY KEY (token);
ALTER TABLE ONLY rate_limit
    ADD CONSTRAINT pk_rate_limit PRIMARY KEY (key);
ALTER TABLE ONLY recovery_code
    ADD CONSTRAINT pk_recovery_code PRIMARY KEY (id);
ALTER TABLE ONLY rendering
    ADD CONSTRAINT pk_rendering PRIMARY KEY (key);
ALTER TABLE ONLY rendition
    ADD CONSTRAINT pk_rendition PRIMARY KEY (name, picture_id);
ALTER TABLE ONLY revision
    ADD CONSTRAINT pk_revision PRIMARY KEY (id);
ALTER TABLE ONLY section
    ADD CONSTRAINT pk_section PRIMARY KEY (id);
ALTER TABLE ONLY session
    ADD CONSTRAINT pk_session PRIMARY KEY (id);
ALTER TABLE ONLY sign_in_link
    ADD CONSTRAINT pk_sign_in_link PRIMARY KEY (id);
ALTER TABLE ONLY silence
    ADD CONSTRAINT pk_silence PRIMARY KEY (id);
ALTER TABLE ONLY site
    ADD CONSTRAINT pk_site PRIMARY KEY (version);
ALTER TABLE ONLY slot
    ADD CONSTRAINT pk_slot PRIMARY KEY (id);
ALTER TABLE ONLY sponsor
    ADD CONSTRAINT pk_sponsor PRIMARY KEY (id);
ALTER TABLE ONLY suggestion
    ADD CONSTRAINT pk_suggestion PRIMARY KEY (id);
ALTER TABLE ONLY suggestion_link
    ADD CONSTRAINT pk_suggestion_link PRIMARY KEY (id);
ALTER TABLE ONLY text
    ADD CONSTRAINT pk_text PRIMARY KEY (id);
ALTER TABLE ONLY track
    ADD CONSTRAINT pk_track PRIMARY KEY (id);
ALTER TABLE ONLY account
    ADD CONSTRAINT uq_account_email UNIQUE (email);
ALTER TABLE ONLY award
    ADD CONSTRAINT uq_award_edition_id UNIQUE (edition_id, number);
ALTER TABLE ONLY date
    ADD CONSTRAINT uq_date_edition_id UNIQUE (edition_id, number);
ALTER TABLE ONLY edition
    ADD CONSTRAINT uq_edition_slug UNIQUE (slug);
ALTER TABLE ONLY edition
    ADD CONSTRAINT uq_edition_uuid UNIQUE (uuid);
ALTER TABLE ONLY keynote
    ADD CONSTRAINT uq_keynote_edition_id UNIQUE (edition_id, number);
ALTER TABLE ONLY notice
    ADD CONSTRAINT uq_notice_edition_id UNIQUE (edition_id, number);
ALTER TABLE ONLY organizer
    ADD CONSTRAINT uq_organizer_edition_id UNIQUE (edition_id, number);
ALTER TABLE ONLY paper
    ADD CONSTRAINT uq_paper_edition_id UNIQUE (edition_id, number);
ALTER TABLE ONLY passkey
    ADD CONSTRAINT uq_passkey_credential_id UNIQUE (credential_id);
ALTER TABLE ONLY preview
    ADD CONSTRAINT uq_preview_edition_id UNIQUE (edition_id);
ALTER TABLE ONLY revision
    ADD CONSTRAINT uq_revision_edition_id UNIQUE (edition_id, version);
ALTER TABLE ONLY revision
    ADD CONSTRAINT uq_revision_once UNIQUE (once);
ALTER TABLE ONLY section
    ADD CONSTRAINT uq_section_edition_id UNIQUE (edition_id, anchor);
ALTER TABLE ONLY section
    ADD CONSTRAINT uq_section_number UNIQUE (edition_id, number);
ALTER TABLE ONLY session
    ADD CONSTRAINT uq_session_token_hash UNIQUE (token_hash);
ALTER TABLE ONLY sign_in_link
    ADD CONSTRAINT uq_sign_in_link_token_hash UNIQUE (token_hash);
ALTER TABLE ONLY silence
    ADD CONSTRAINT uq_silence_edition_id UNIQUE (edition_id, finding);
ALTER TABLE ONLY slot
    ADD CONSTRAINT uq_slot_edition_id UNIQUE (edition_id, number);
ALTER TABLE ONLY sponsor
    ADD CONSTRAINT uq_sponsor_edition_id UNIQUE (edition_id, number);
ALTER TABLE ONLY suggestion_link
    ADD CONSTRAINT uq_suggestion_link_edition_id UNIQUE (edition_id, kind, row_id);
ALTER TABLE ONLY suggestion
    ADD CONSTRAINT uq_suggestion_once UNIQUE (once);
ALTER TABLE ONLY text
    ADD CONSTRAINT uq_text_edition_id UNIQUE (edition_id, number);
ALTER TABLE ONLY track
    ADD CONSTRAINT uq_track_edition_id UNIQUE (edition_id, number);
CREATE INDEX ix_award_paper_id ON award USING btree (paper_id);
CREATE INDEX ix_award_section_id ON award USING btree (section_id);
CREATE INDEX ix_date_section_id ON date USING btree (section_id);
CREATE INDEX ix_grant_account_id ON "grant" USING btree (account_id);
CREATE INDEX ix_grant_edition_id ON "grant" USING btree (edition_id);
CREATE INDEX ix_keynote_section_id ON keynote USING btree (section_id);
CREATE INDEX ix_notice_section_id ON notice USING btree (section_id);
CREATE INDEX ix_organizer_section_id ON organizer USING btree (section_id);
CREATE INDEX ix_paper_section_id ON paper USING btree (section_id);
CREATE INDEX ix_passkey_account_id ON passkey USING btree (account_id);
CREATE INDEX ix_rate_limit_full_at ON rate_limit USING btree (full_at);
CREATE INDEX ix_recovery_code_account_id ON recovery_code USING btree (account_id);
CREATE INDEX ix_revision_row_id ON revision USING btree (row_id);
CREATE INDEX ix_section_edition_id ON section USING btree (edition_id);
CREATE INDEX ix_session_account_id ON session USING btree (account_id);
CREATE INDEX ix_slot_keynote_id ON slot USING btree (keynote_id);
CREATE INDEX ix_slot_paper_id ON slot USING btree (paper_id);
CREATE INDEX ix_slot_section_id ON slot USING btree (section_id);
CREATE INDEX ix_slot_track_id ON slot USING btree (track_id);
CREATE INDEX ix_sponsor_section_id ON sponsor USING btree (section_id);
CREATE INDEX ix_suggestion_edition_id_state ON suggestion USING btree (edition_id, state);
CREATE INDEX ix_text_section_id ON text USING btree (section_id);
CREATE INDEX ix_track_section_id ON track USING btree (section_id);
ALTER TABLE ONLY award
    ADD CONSTRAINT fk_award_edition_id_edition FOREIGN KEY (edition_id) REFERENCES edition(id) ON DELETE CASCADE;
ALTER TABLE ONLY award
    ADD CONSTRAINT fk_award_paper_id_paper FOREIGN KEY (paper_id) REFERENCES paper(id) ON DELETE SET NULL;
ALTER TABLE ONLY award
    ADD CONSTRAINT fk_award_section_id_section FOREIGN KEY (section_id) REFERENCES section(id) ON DELETE CASCADE;
ALTER TABLE ONLY date
    ADD CONSTRAINT fk_date_edition_id_edition FOREIGN KEY (edition_id) REFERENCES edition(id) ON DELETE CASCADE;
ALTER TABLE ONLY date
    ADD CONSTRAINT fk_date_section_id_section FOREIGN KEY (section_id) REFERENCES section(id) ON DELETE CASCADE;
ALTER TABLE ONLY "grant"
    ADD CONSTRAINT fk_grant_account_id_account FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;
ALTER TABLE ONLY "grant"
    ADD CONSTRAINT fk_grant_edition_id_edition FOREIGN KEY (edition_id) REFERENCES edition(id) ON DELETE SET NULL;
ALTER TABLE ONLY keynote
    ADD CONSTRAINT fk_keynote_edition_id_edition FOREIGN KEY (edition_id) REFERENCES edition(id) ON DELETE CASCADE;
ALTER TABLE ONLY keynote
    ADD CONSTRAINT fk_keynote_section_id_section FOREIGN KEY (section_id) REFERENCES section(id) ON DELETE CASCADE;
ALTER TABLE ONLY known_address
    ADD CONSTRAINT fk_known_address_account_id_account FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;
ALTER TABLE ONLY last_number
    ADD CONSTRAINT fk_last_number_edition_id_edition FOREIGN KEY (edition_id) REFERENCES edition(id) ON DELETE CASCADE;
ALTER TABLE ONLY notice
    ADD CONSTRAINT fk_notice_edition_id_edition FOREIGN KEY (edition_id) REFERENCES edition(id) ON DELETE CASCADE;
ALTER TABLE ONLY notice
    ADD CONSTRAINT fk_notice_section_id_section FOREIGN KEY (section_id) REFERENCES section(id) ON DELETE CASCADE;
ALTER TABLE ONLY number_floor
    ADD CONSTRAINT fk_number_floor_edition_id_edition FOREIGN KEY (edition_id) REFERENCES edition(id) ON DELETE CASCADE;
ALTER TABLE ONLY old_address
    ADD CONSTRAINT fk_old_address_edition_id_edition FOREIGN KEY (edition_id) REFERENCES edition(id) ON DELETE CASCADE;
ALTER TABLE ONLY organizer
    ADD CONSTRAINT fk_organizer_edition_id_edition FOREIGN KEY (edition_id) REFERENCES edition(id) ON DELETE CASCADE;
ALTER TABLE ONLY organizer
    ADD CONSTRAINT fk_organizer_section_id_section FOREIGN KEY (section_id) REFERENCES section(id) ON DELETE CASCADE;
ALTER TABLE ONLY paper
    ADD CONSTRAINT fk_paper_edition_id_edition FOREIGN KEY (edition_id) REFERENCES edition(id) ON DELETE CASCADE;
ALTER TABLE ONLY paper
    ADD CONSTRAINT fk_paper_section_id_section FOREIGN KEY (section_id) REFERENCES section(id) ON DELETE CASCADE;
ALTER TABLE ONLY passkey
    ADD CONSTRAINT fk_passkey_account_id_account FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;
ALTER TABLE ONLY presence
    ADD CONSTRAINT fk_presence_account_id_account FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;
ALTER TABLE ONLY presence
    ADD CONSTRAINT fk_presence_edition_id_edition FOREIGN KEY (edition_id) REFERENCES edition(id) ON DELETE CASCADE;
ALTER TABLE ONLY preview
    ADD CONSTRAINT fk_preview_edition_id_edition FOREIGN KEY (edition_id) REFERENCES edition(id) ON DELETE CASCADE;
ALTER TABLE ONLY recovery_code
    ADD CONSTRAINT fk_recovery_code_account_id_account FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;
ALTER TABLE ONLY rendition
    ADD CONSTRAINT fk_rendition_picture_id_picture FOREIGN KEY (picture_id) REFERENCES picture(id) ON DELETE CASCADE;
ALTER TABLE ONLY revision
    ADD CONSTRAINT fk_revision_account_id_account FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE SET NULL;
ALTER TABLE ONLY revision
    ADD CONSTRAINT fk_revision_edition_id_edition FOREIGN KEY (edition_id) REFERENCES edition(id) ON DELETE CASCADE;
ALTER TABLE ONLY section
    ADD CONSTRAINT fk_section_edition_id_edition FOREIGN KEY (edition_id) REFERENCES edition(id) ON DELETE CASCADE;
ALTER TABLE ONLY session
    ADD CONSTRAINT fk_session_account_id_account FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;
ALTER TABLE ONLY sign_in_link
    ADD CONSTRAINT fk_sign_in_link_account_id_account FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;
ALTER TABLE ONLY silence
    ADD CONSTRAINT fk_silence_edition_id_edition FOREIGN KEY (edition_id) REFERENCES edition(id) ON DELETE CASCADE;
ALTER TABLE ONLY slot
    ADD CONSTRAINT fk_slot_edition_id_edition FOREIGN KEY (edition_id) REFERENCES edition(id) ON DELETE CASCADE;
ALTER TABLE ONLY slot
    ADD CONSTRAINT fk_slot_keynote_id_keynote FOREIGN KEY (keynote_id) REFERENCES keynote(id) ON DELETE SET NULL;
ALTER TABLE ONLY slot
    ADD CONSTRAINT fk_slot_paper_id_paper FOREIGN KEY (paper_id) REFERENCES paper(id) ON DELETE SET NULL;
ALTER TABLE ONLY slot
    ADD CONSTRAINT fk_slot_section_id_section FOREIGN KEY (section_id) REFERENCES section(id) ON DELETE CASCADE;
ALTER TABLE ONLY slot
    ADD CONSTRAINT fk_slot_track_id_track FOREIGN KEY (track_id) REFERENCES track(id) ON DELETE SET NULL;
ALTER TABLE ONLY sponsor
    ADD CONSTRAINT fk_sponsor_edition_id_edition FOREIGN KEY (edition_id) REFERENCES edition(id) ON DELETE CASCADE;
ALTER TABLE ONLY sponsor
    ADD CONSTRAINT fk_sponsor_section_id_section FOREIGN KEY (section_id) REFERENCES section(id) ON DELETE CASCADE;
ALTER TABLE ONLY suggestion
    ADD CONSTRAINT fk_suggestion_decided_by_account FOREIGN KEY (decided_by) REFERENCES account(id) ON DELETE SET NULL;
ALTER TABLE ONLY suggestion
    ADD CONSTRAINT fk_suggestion_edition_id_edition FOREIGN KEY (edition_id) REFERENCES edition(id) ON DELETE CASCADE;
ALTER TABLE ONLY suggestion_link
    ADD CONSTRAINT fk_suggestion_link_edition_id_edition FOREIGN KEY (edition_id) REFERENCES edition(id) ON DELETE CASCADE;
ALTER TABLE ONLY text
    ADD CONSTRAINT fk_text_edition_id_edition FOREIGN KEY (edition_id) REFERENCES edition(id) ON DELETE CASCADE;
ALTER TABLE ONLY text
    ADD CONSTRAINT fk_text_section_id_section FOREIGN KEY (section_id) REFERENCES section(id) ON DELETE CASCADE;
ALTER TABLE ONLY track
    ADD CONSTRAINT fk_track_edition_id_edition FOREIGN KEY (edition_id) REFERENCES edition(id) ON DELETE CASCADE;
ALTER TABLE ONLY track
    ADD CONSTRAINT fk_track_section_id_section FOREIGN KEY (section_id) REFERENCES section(id) ON DELETE CASCADE;
