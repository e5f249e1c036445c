//! Version 1 of the plan format: the records of a file.

use crate::plan::Cell;

use super::record::{List, Pairs, Short, record};

record! {
    /// The whole file.
    File {
        version: Cell = "renstra",
        document: Document = "document",
        elements: List<Element> = "elements",
        observations: List<Observation> = "observations",
    }
}

record! {
    /// The document.
    Document {
        code: Cell = "code",
        title: Cell = "title",
        kind: Cell = "kind",
        framework: Short<Framework> = "framework",
        status: Cell = "status",
        instrument: Cell = "instrument",
        owner: Cell = "owner",
        lineage: Cell = "lineage",
        revision: Cell = "revision",
        derives_from: Cell = "derives_from",
        horizon: Range = "horizon",
        in_force: Range = "in_force",
        numbers: Cell = "numbers",
        currency: Cell = "currency",
        edition: Cell = "edition",
        fiscal_start: Cell = "fiscal_start",
        note: Cell = "note",
    }
}

record! {
    /// From and to.
    Range {
        from: Cell = "from",
        to: Cell = "to",
    }
}

record! {
    /// A framework of the plan's own.
    Framework {
        name: Cell = "name",
        title: Cell = "title",
        levels: List<Level> = "levels",
        joins: List<List<Cell>> = "joins",
    }
}

record! {
    /// A level of a framework.
    Level {
        kind: Cell = "kind",
        local: Cell = "local",
        carries: Cell = "carries",
    }
}

record! {
    /// An element.
    Element {
        kind: Cell = "kind",
        code: Cell = "code",
        title: Cell = "title",
        under: Cell = "under",
        weight: Cell = "weight",
        owner: Cell = "owner",
        serves: List<Short<Link>> = "serves",
        supports: List<Short<Link>> = "supports",
        indicators: List<Indicator> = "indicators",
        budget: List<Budget> = "budget",
        id: Cell = "id",
        statement: Cell = "statement",
        class: Cell = "class",
        level: Cell = "level",
        classification: Cell = "classification",
        priority: Cell = "priority",
        from: Cell = "from",
        to: Cell = "to",
        done: Cell = "done",
        focus: Cell = "focus",
        partners: List<Cell> = "partners",
        places: List<Cell> = "places",
        themes: List<Cell> = "themes",
        engages: List<Cell> = "engages",
        beneficiaries: List<Beneficiary> = "beneficiaries",
        milestones: List<Milestone> = "milestones",
        evidence: List<Evidence> = "evidence",
        external: List<External> = "external",
        note: Cell = "note",
    }
}

record! {
    /// A link in its long form.
    Link {
        to: Cell = "to",
        share: Cell = "share",
        weight: Cell = "weight",
        sign: Cell = "sign",
        holding: Cell = "holding",
        status: Cell = "status",
        from: Cell = "from",
        until: Cell = "until",
    }
}

record! {
    /// An indicator.
    Indicator {
        code: Cell = "code",
        name: Cell = "name",
        unit: Cell = "unit",
        direction: Cell = "direction",
        level: Cell = "level",
        accumulation: Cell = "accumulation",
        weight: Cell = "weight",
        baseline: Pairs<Short<Point>> = "baseline",
        targets: Pairs<Short<Point>> = "targets",
        actuals: Pairs<Short<Point>> = "actuals",
        id: Cell = "id",
        definition: Cell = "definition",
        version: Cell = "version",
        data_source: Cell = "data_source",
        verification: Cell = "verification",
        roles: List<Cell> = "roles",
        scale: List<Cell> = "scale",
        population: Cell = "population",
        place: Cell = "place",
        composition: Cell = "composition",
        relations: List<Relation> = "relations",
        references: List<Reference> = "references",
        external: List<External> = "external",
        slices: List<Cell> = "slices",
        note: Cell = "note",
    }
}

record! {
    /// A figure in its long form.
    Point {
        value: Cell = "value",
        role: Cell = "role",
        status: Cell = "status",
        absent: Cell = "absent",
        decided: Cell = "decided",
        effective: Cell = "effective",
        reason: Cell = "reason",
        by: Cell = "by",
        was: List<Short<Point>> = "was",
    }
}

record! {
    /// Money of one stage and source.
    Budget {
        stage: Cell = "stage",
        fund: Cell = "fund",
        currency: Cell = "currency",
        amounts: Pairs<Cell> = "amounts",
    }
}

record! {
    /// Who benefits.
    Beneficiary {
        who: Cell = "who",
        count: Cell = "count",
        place: Cell = "place",
    }
}

record! {
    /// A dated step.
    Milestone {
        title: Cell = "title",
        due: Cell = "due",
        done: Cell = "done",
    }
}

record! {
    /// What proves a result.
    Evidence {
        title: Cell = "title",
        covers: Cell = "covers",
        issued: Cell = "issued",
        uri: Cell = "uri",
    }
}

record! {
    /// A code of a framework from outside.
    External {
        scheme: Cell = "scheme",
        code: Cell = "code",
        required: Cell = "required",
    }
}

record! {
    /// How an indicator relates to another.
    Relation {
        kind: Cell = "kind",
        to: Cell = "to",
        weight: Cell = "weight",
        worst: Cell = "worst",
        best: Cell = "best",
    }
}

record! {
    /// A value to compare with.
    Reference {
        name: Cell = "name",
        value: Cell = "value",
        period: Cell = "period",
    }
}

record! {
    /// An observation.
    Observation {
        indicator: Cell = "indicator",
        slice: Cell = "slice",
        period: Cell = "period",
        value: Cell = "value",
        status: Cell = "status",
        absent: Cell = "absent",
        recorded: Cell = "recorded",
        by: Cell = "by",
        cause: Cell = "cause",
        follow_up: Cell = "follow_up",
        decided: Cell = "decided",
        effective: Cell = "effective",
        reason: Cell = "reason",
        was: List<Short<Point>> = "was",
    }
}
