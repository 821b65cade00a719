#include "ui/scopes/ApiScopesPage.h"

#include "store/edit/ScopeEdits.h"
#include "ui/records/RecordMerging.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

QList<RecordField> fields()
{
    return fieldsShowing<ApiScope>(
        {{.column = u"name"_s,
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
          .check = rules::checkDescription}});
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
                  .load = loadRecords<ApiScope, store::loadApiScopes>,
                  .save = saveRecord<ApiScope, edit::save>,
                  .remove = removeRecord<ApiScope, edit::remove>,
                  .merging = recordMerging<ApiScope>},
                 database, parent)
{
}

}
