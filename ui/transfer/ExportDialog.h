#pragma once

#include "services/ClientExporter.h"

#include <QDialog>

class QComboBox;
class QPushButton;
class QRadioButton;

namespace gatehouse {

class FileField;
class ExportPreview;
class InClearPart;
class LossList;
class MessageBar;
class WorkProgress;
struct Workplace;

/// Writes client applications to a file in a chosen format, and shows what the format could not say.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    /// `selectedKeys` are primary keys; when there are none, all is what is offered.
    ExportDialog(const Workplace &workplace, QStringList selectedKeys, QWidget *parent = nullptr);

    void reject() override;

private:
    void build();
    QLayout *buildForm();
    void suggestPath();
    void showPreview();
    void start();
    void checkPlace();
    void askReplace(const QString &path);
    /// Opens what is encrypted first.
    void prepare(const QString &path);
    void write(const exporter::Request &request, const QString &path);
    const ClientFormat &format() const;
    void stop();
    void takeOutcome(const Result<QString> &outcome, const QList<Loss> &losses, const QString &path);
    void showLosses(const QList<Loss> &losses);
    void showState();
    void remember(const QString &path);
    exporter::Request request() const;

    const Workplace &m_workplace;
    QStringList m_selectedKeys;
    MessageBar *m_messages;
    QComboBox *m_format;
    QRadioButton *m_all;
    QRadioButton *m_selected;
    InClearPart *m_inClear = nullptr;
    FileField *m_file;
    ExportPreview *m_preview;
    bool m_hasExported = false; ///< what is lost is that of the file since then, not of the preview
    LossList *m_losses;
    WorkProgress *m_progress;
    QPushButton *m_export;
};

}
