#include "ui/scopes/ApiScopesPage.h"

#include "store/edit/ScopeEdits.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

Record toRecord(const ApiScope &scope)
{
    return {scope.key, scope.version, {scope.name, scope.title, scope.description}};
}

ApiScope toScope(const Record &record)
{
    return {record.key, record.version, record.text(0), record.text(1), record.text(2)};
}

Result<QList<Record>> loadRecords(Database &database)
{
    return store::loadApiScopes(database).transform([](const QList<ApiScope> &scopes) {
        QList<Record> records;
        std::ranges::transform(scopes, std::back_inserter(records), toRecord);
        return records;
    });
}

Result<Record> saveRecord(EditSession &session, const Record &typed)
{
    return edit::save(session, toScope(typed)).transform(toRecord);
}

Result<void> removeRecord(EditSession &session, const Record &record)
{
    return edit::remove(session, toScope(record));
}

QList<RecordField> fields()
{
    return {{.column = u"name"_s,
             .label = ApiScopesPage::tr("&Name"),
             .help = ApiScopesPage::tr("What a program asks for, as orders.read. It cannot hold spaces."),
             .check = rules::checkScopeName},
            {.column = u"title"_s,
             .label = ApiScopesPage::tr("&Title"),
             .help = ApiScopesPage::tr("What people read."),
             .check = rules::checkTitle},
            {.column = u"description"_s,
             .label = ApiScopesPage::tr("Descri&ption"),
             .help = ApiScopesPage::tr("What a program may do with it, in a sentence."),
             .check = rules::checkDescription}};
}

RecordTexts texts()
{
    return {.list = ApiScopesPage::tr("API scopes"),
            .search = ApiScopesPage::tr("Search API scopes"),
            .empty = ApiScopesPage::tr(
                "No API scopes yet. Add one: a client application with API access needs at least one."),
            .choose = ApiScopesPage::tr("Choose an API scope in the list, or add one."),
            .noMatch = ApiScopesPage::tr("No API scope has \"%1\" in a field. Search for something else."),
            .titled = ApiScopesPage::tr("API scope \"%1\""),
            .fresh = ApiScopesPage::tr("the new API scope"),
            .remove = ApiScopesPage::tr("Delete API scope \"%1\""),
            .keep = ApiScopesPage::tr("Keep API scope"),
            .gone = ApiScopesPage::tr("API scope \"%1\" was deleted by somebody else.")};
}

}

ApiScopesPage::ApiScopesPage(DatabaseThread &database, QWidget *parent)
    : RecordPage({.fields = fields(),
                  .texts = texts(),
                  .blank = toRecord(ApiScope()),
                  .load = loadRecords,
                  .save = saveRecord,
                  .remove = removeRecord},
                 database, parent)
{
}

}
