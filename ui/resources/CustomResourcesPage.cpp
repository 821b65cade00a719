#include "ui/resources/CustomResourcesPage.h"

#include "domain/LanguageTag.h"
#include "draft/ClaimTable.h"
#include "draft/DraftDatabase.h"
#include "draft/TranslationTable.h"
#include "store/DatabaseThread.h"
#include "store/SchemaFile.h"
#include "store/edit/ResourceEdits.h"
#include "ui/records/RecordMerging.h"
#include "ui/resources/ResourceTabs.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr qsizetype claimsAt = FieldTable<CustomResource>::fields.size();
constexpr qsizetype textsAt = claimsAt + 1;

}

/// Behind the fields of the table stand claims and texts.
template<>
Record toRecord(const CustomResource &resource)
{
    Record record = fieldsToRecord(resource);
    record.values << QVariant::fromValue(resource.claims) << QVariant::fromValue(resource.texts);
    return record;
}

template<>
CustomResource fromRecord(const Record &record)
{
    CustomResource resource = fieldsFromRecord<CustomResource>(record);
    resource.claims = record.values.at(claimsAt).value<QList<ResourceClaim>>();
    resource.texts = record.values.at(textsAt).value<ResourceTexts>();
    return resource;
}

namespace {

QList<RecordField> fields()
{
    using enum RecordField::Kind;
    QList<RecordField> fields = fieldsShowing<CustomResource>({
        {.column = u"name"_s,
         .label = CustomResourcesPage::tr("&Name"),
         .help = CustomResourcesPage::tr("The scope that a program asks for, such as department."),
         .check = rules::checkResourceName},
        {.column = u"enabled"_s,
         .label = CustomResourcesPage::tr("Ena&bled"),
         .help = CustomResourcesPage::tr("Nothing is shared by a custom resource that is not enabled.")},
        {.column = u"title"_s,
         .label = CustomResourcesPage::tr("&Title"),
         .help = CustomResourcesPage::tr("What end users read where no translation has a title."),
         .check = rules::checkTitle},
    });
    return fields << RecordField{.column = u"claims"_s,
                                 .label = CustomResourcesPage::tr("Claims"),
                                 .kind = Other}
                  << RecordField{.column = u"texts"_s,
                                 .label = CustomResourcesPage::tr("Translation"),
                                 .kind = Other};
}

RecordTexts texts()
{
    return {.list = CustomResourcesPage::tr("Custom resources"),
            .search = CustomResourcesPage::tr("Search custom resources"),
            .empty = CustomResourcesPage::tr("No custom resources yet. Add one: it gives claims, as a "
                                             "department, to client applications."),
            .choose = CustomResourcesPage::tr("Choose a custom resource in the list, or add one."),
            .noMatch = CustomResourcesPage::tr(
                "No custom resource has \"%1\" in a field. Search for something else."),
            .titled = CustomResourcesPage::tr("custom resource \"%1\""),
            .fresh = CustomResourcesPage::tr("the new custom resource"),
            .remove = CustomResourcesPage::tr("Delete custom resource \"%1\""),
            .keep = CustomResourcesPage::tr("Keep custom resource"),
            .gone = CustomResourcesPage::tr("Custom resource \"%1\" was deleted by somebody else.")};
}

}

CustomResourcesPage::CustomResourcesPage(DatabaseThread &database, QWidget *parent)
    : RecordPage({.fields = fields(),
                  .texts = texts(),
                  .blank = toRecord(CustomResource()),
                  .load = loadRecords<CustomResource, store::loadCustomResources>,
                  .save = saveRecord<CustomResource, edit::save>,
                  .remove = removeRecord<CustomResource, edit::remove>,
                  .merging = recordMerging<CustomResource>},
                 database, parent)
    , m_database(database)
    , m_working(std::make_unique<DraftDatabase>(
          schemaStatements(u":/gatehouse/schema/draft/custom-resource.sql"_s)))
    , m_claims(std::make_unique<ClaimTable>(*m_working))
    , m_texts(std::make_unique<TranslationTable>(*m_working))
{
    draft().keepIn(claimsAt, {m_claims.get(), [this] { return QVariant::fromValue(m_claims->claims()); },
                              [this](const QVariant &value) {
                                  m_claims->fillClaims(value.value<QList<ResourceClaim>>());
                              }});
    draft().keepIn(textsAt,
                   {m_texts.get(), [this] { return QVariant::fromValue(m_texts->texts()); },
                    [this](const QVariant &value) { m_texts->fillTexts(value.value<ResourceTexts>()); }});
    addPart(tr("Claims"), new ClaimsTab(*m_claims), tr("Custom resource"));
    addPart(tr("Translation"), new TranslationTab(*m_texts), tr("Custom resource"));
}

CustomResourcesPage::~CustomResourcesPage() = default;

void CustomResourcesPage::refresh()
{
    RecordPage::refresh();
    m_database.run(store::loadLanguages).then(this, [this](const Result<QList<Language>> &languages) {
        if (languages)
            m_texts->setLanguages(*languages);
        else
            showError(languages.error());
    });
}

}
